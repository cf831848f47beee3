import DataflowCore

/// Thrown by a source partition's `nextBatch` at its end.
public typealias StopIteration = DataflowCore.StopIteration
/// Thrown by a source partition's `nextBatch` to stop at once, as a crash would.
public typealias AbortExecution = DataflowCore.AbortExecution
/// What an entry point throws when a step has thrown: the step's id and the error as its `cause`.
public typealias StepError = DataflowCore.StepError
/// What an entry point throws when a flow was built wrongly: all mistakes at once.
public typealias FlowMistakes = DataflowCore.FlowMistakes
