import DataflowCore

/// How often a source that is alone is polled before its worker looks at the clock again.
///
/// Often, because looking costs as much as a small batch; but not so often that slow callbacks would keep the epoch open past its interval.
struct PollCount {
  private static let most = 32
  /// Turns may take this part of an epoch.
  private static let part: Int64 = 64

  private(set) var times = 1

  /// Takes note of how long a turn took in which the source was polled so often.
  mutating func adjust(to turn: TimeSpan, in epoch: TimeSpan) {
    times = turn.microseconds > epoch.microseconds / Self.part ? max(times / 4, 1) : min(times * 2, Self.most)
  }
}
