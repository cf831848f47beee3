/// An error thrown while a step ran, by the user's code or by a connector.
public struct StepError: Error, CustomStringConvertible {
  public let step: StepID
  /// What the step's code threw, with its own type.
  public let cause: any Error

  public init(step: StepID, cause: any Error) {
    self.step = step
    self.cause = cause
  }

  public var description: String { "step '\(step)' (\(step.kind), \(step.place)) failed: \(cause)" }

  /// Names `step` as the place of `error`, unless a step further down has already been named.
  public static func naming(_ step: StepID, _ error: any Error) -> any Error {
    error is StepError || error is AbortExecution ? error : StepError(step: step, cause: error)
  }
}

extension StepID {
  /// Runs a piece of the step's code; what it throws names the step.
  @inlinable @inline(__always)
  public func naming<Result>(_ code: () throws -> Result) throws -> Result {
    do { return try code() } catch { throw StepError.naming(self, error) }
  }
}

/// What is wrong with a flow before anything has run.
public struct Mistake: Hashable, Sendable, CustomStringConvertible {
  public let message: String
  public let place: SourcePlace?

  public init(_ message: String, at place: SourcePlace?) {
    self.message = message
    self.place = place
  }

  public var description: String { place.map { "\($0): \(message)" } ?? message }
}

/// All mistakes made in building a flow, reported together before anything starts.
public struct FlowMistakes: Error, CustomStringConvertible {
  public let mistakes: [Mistake]

  public init(_ mistakes: [Mistake]) { self.mistakes = mistakes }

  public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}

/// Thrown by a source partition's poll method when it has reached its end.
public struct StopIteration: Error {
  public init() {}
}

/// Thrown by a source partition's poll method to stop the worker at once, as a crash would; the entry point returns normally.
public struct AbortExecution: Error {
  public init() {}
}
