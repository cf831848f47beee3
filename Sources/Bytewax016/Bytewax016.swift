// What 0.16 offers: the fluent style it shares with 0.17, its own side of every change between them, and its connectors.
@_exported import BytewaxFluent
#if canImport(FoundationEssentials)
@_exported import FoundationEssentials
#else
@_exported import Foundation
#endif
