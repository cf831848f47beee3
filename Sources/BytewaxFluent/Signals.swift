import DataflowCore

/// Thrown by a source's poll method at its end; thrown by a callback, it is the cause of a `StepError` like any other error.
///
/// Breaking change: stop-iteration-in-callback (0.17 → 0.18).
public typealias StopIteration = DataflowCore.StopIteration
/// What an entry point throws when a step has thrown: the step's id and the error as its `cause`.
public typealias StepError = DataflowCore.StepError
/// What an entry point throws when a flow was built wrongly: all mistakes at once.
public typealias FlowMistakes = DataflowCore.FlowMistakes
