import BytewaxStreams
import DataflowCore

/// The operators of 0.18: `op.map("double", numbers) { $0 * 2 }`.
public enum op: StreamOperators {}

/// What a flow reads; 0.18's own protocols and every built-in source refine it.
public typealias Source = DataflowCore.Source
/// What a flow writes to; 0.18's own protocols and every built-in sink refine it.
public typealias Sink = DataflowCore.Sink
