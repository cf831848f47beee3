import DataflowCore

/// A window definition that cannot work.
public struct WindowingError: Error, Hashable, CustomStringConvertible {
  /// What is wrong; more may come.
  public struct Code: Hashable, Sendable {
    let parameter: String
    let minimum: TimeSpan

    /// A sliding window that lasts no time.
    public static let emptyLength = Code(parameter: "length", minimum: TimeSpan(microseconds: 1))
    /// A tumbling window shorter than a millisecond.
    public static let shortLength = Code(parameter: "length", minimum: TimeSpan(microseconds: 1000))
    /// Sliding windows less than a millisecond apart.
    public static let shortOffset = Code(parameter: "offset", minimum: TimeSpan(microseconds: 1000))
    /// A session gap shorter than a millisecond.
    public static let shortGap = Code(parameter: "gap", minimum: TimeSpan(microseconds: 1000))
  }

  public let code: Code
  /// The name of the window definition, as the user spells it.
  public let window: String
  public let given: TimeSpan

  public init(_ code: Code, window: String, given: TimeSpan) {
    self.code = code
    self.window = window
    self.given = given
  }

  public var description: String {
    "\(window): the \(code.parameter) is \(given.duration), which is too short; give at least \(code.minimum.duration)"
  }
}
