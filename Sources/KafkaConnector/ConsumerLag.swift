import Synchronization

/// How far each partition that is being read is behind its topic's end: the metric `bytewax_kafka_consumer_lag`.
public final class ConsumerLagGauge: Sendable {
  /// What a value is about.
  public struct Labels: Hashable, Sendable {
    public let stepID: String
    public let topic: String
    public let partition: Int

    public init(stepID: String, topic: String, partition: Int) {
      self.stepID = stepID
      self.topic = topic
      self.partition = partition
    }
  }

  /// The metric's name.
  public let name = "bytewax_kafka_consumer_lag"
  /// What it means, for people.
  public let help = "Difference between last offset on the broker and the currently consumed offset."

  private let lags = Mutex<[Labels: Int]>([:])

  init() {}

  /// Messages that each partition is behind, at most a second old while it is read.
  public var values: [Labels: Int] { lags.withLock { $0 } }

  /// The values as Prometheus reads them, to be served by a program that has a place for its own metrics.
  public var exposition: String {
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
    let lines = values.map { labels, lag in
      "\(name){partition=\"\(labels.partition)\",step_id=\(quoted(labels.stepID)),topic=\(quoted(labels.topic))} \(lag)\n"
    }
    return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + lines.sorted().joined()
  }

  func set(_ lag: Int, for labels: Labels) { lags.withLock { $0[labels] = lag } }
}

/// The lag of every partition that this process reads.
public let BYTEWAX_CONSUMER_LAG_GAUGE = ConsumerLagGauge()
