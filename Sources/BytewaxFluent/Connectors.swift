import Connectors
import DataflowCore

// What 0.16 and 0.17 spell alike of their connectors.

/// What a flow reads; each era's own protocols and all built-in inputs refine it.
///
/// Breaking change: rename-input-source (0.17 → 0.18).
@available(_PackageDescription, deprecated: 1, message: "rename-input-source: Source")
public typealias Input = DataflowCore.Source

/// What a flow writes to; each era's own protocols and all built-in outputs refine it.
///
/// Breaking change: rename-output-sink (0.17 → 0.18).
@available(_PackageDescription, deprecated: 1, message: "rename-output-sink: Sink")
public typealias Output = DataflowCore.Sink

/// Appends every item to a list, for tests.
///
/// Breaking change: rename-testing-output (0.17 → 0.18).
@available(_PackageDescription, deprecated: 1, message: "rename-testing-output: TestingSink")
public typealias TestingOutput = TestingSink

/// A list that several workers may append to at once, for `TestingOutput`.
public typealias TestingList = Connectors.TestingList
/// Thrown when a partition has had nothing for as long as was asked.
public typealias TimeoutError = Connectors.TimeoutError
/// What went wrong between a connector and the world, and what to do about it.
public typealias ConnectorError = Connectors.ConnectorError
