/// Is told which file is being judged, so that it can say which one brought the process to an end, and have it left out the next time.
package protocol FileWatch: Sendable {
  /// Why a file is not to be judged; nil for one that may be.
  func refusal(of path: String) -> String?
  /// Whether a file may be judged together with others.
  func mayJoin(_ path: String) -> Bool
  /// Judges a file, which stands for several when they are `joined`.
  func judging<Result>(_ path: String, joined: Bool, _ body: () throws -> Result) rethrows -> Result
}

/// Looks away: whatever ends the process ends it.
package struct NoFileWatch: FileWatch {
  package init() {}
  package func refusal(of path: String) -> String? { nil }
  package func mayJoin(_ path: String) -> Bool { true }
  package func judging<Result>(_ path: String, joined: Bool, _ body: () throws -> Result) rethrows -> Result { try body() }
}
