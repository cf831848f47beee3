import BytewaxStreams

/// The operators of 0.19: `op.map("double", numbers) { $0 * 2 }`.
public enum op: StreamOperators {}
