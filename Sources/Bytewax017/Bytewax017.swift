// What 0.17 offers: the fluent style it shares with 0.16, its own side of every change since, and its connectors.
@_exported import func BytewaxRunner.initDBDir
@_exported import func Connectors.batch
@_exported import func Connectors.batchAsync
@_exported import func Connectors.ffwdIter
@_exported import BytewaxFluent
#if canImport(FoundationEssentials)
@_exported import FoundationEssentials
#else
@_exported import Foundation
#endif
