// What 0.18 offers: the operators it shares with 0.19, its own, and its connectors, all under one import.
@_exported import BytewaxStreams
#if canImport(FoundationEssentials)
@_exported import FoundationEssentials
#else
@_exported import Foundation
#endif
