/// Tells a topic that has been deleted from one that a broker does not know for a moment.
///
/// Brokers learn of topics one after another, and one that has just come up may know of none. librdkafka itself goes by
/// `topic.metadata.propagation.max.ms`, so its reader and this watch have one idea of how long that can take.
struct TopicWatch {
  enum Verdict: Equatable { case there, missing, stillMissing, back, gone }

  /// How long a topic may be unknown.
  let patience: Duration
  private var missingSince: ContinuousClock.Instant?

  init(patience: Duration) { self.patience = patience }

  /// How long to wait before the broker is asked again; often while the topic is missing.
  var pause: Duration { min(missingSince == nil ? .seconds(5) : .seconds(1), patience / 2) }

  /// Takes in an answer of the broker.
  mutating func see(isThere: Bool, at now: ContinuousClock.Instant) -> Verdict {
    guard !isThere else {
      defer { missingSince = nil }
      return missingSince == nil ? .there : .back
    }
    guard let since = missingSince else {
      missingSince = now
      return .missing
    }
    return now - since >= patience ? .gone : .stillMissing
  }
}
