import SourceFacts

/// What a flow's source shows of things that make two runs differ, or that a run in a copy cannot be kept from.
struct FlowHabits {
  /// Why the flow cannot be run for comparison at all; nil when nothing speaks against it.
  private(set) var obstacle: String?
  private(set) var usesKafka = false
  /// What may make two runs differ, with its line.
  private(set) var unsteadiness: [String] = []

  /// - Parameter isRehearsed: whether there is a broker for flows that use Kafka.
  init(_ facts: FlowFacts, isRehearsed: Bool = false) {
    if let kafka = facts.imports.first(where: { $0.module.hasPrefix("BytewaxKafka") }) {
      usesKafka = true
      if !isRehearsed {
        obstacle =
          "line \(kafka.place.line): it uses Kafka; name a broker to read from with --broker, to which nothing is written"
      }
    }
    for call in facts.calls {
      if obstacle == nil, Self.fileSinks.contains(call.name), let path = call.arguments.first?.stringValue,
        Self.leadsOutside(path)
      {
        obstacle =
          "line \(call.place.line): it writes to '\(path)', outside of the working folder; give it a relative path to compare"
      }
      if let what = Self.unsteady(call) { unsteadiness.append("\(what) (line \(call.place.line))") }
    }
    for type in facts.types(conformingTo: ["SimplePollingInput", "SimplePollingSource"]) {
      unsteadiness.append("polls by the clock (line \(type.place.line))")
    }
  }

  /// The reasons in one phrase, at most two of them.
  var unsteadinessText: String? { unsteadiness.isEmpty ? nil : "it " + unsteadiness.prefix(2).joined(separator: ", and ") }

  private static let fileSinks: Set<String> = ["FileSink", "DirSink", "FileOutput", "DirOutput"]

  private static func leadsOutside(_ path: String) -> Bool {
    path.hasPrefix("/") || path.hasPrefix("~") || path.split(separator: "/").contains("..")
  }

  private static func unsteady(_ call: CallFact) -> String? {
    switch call.name {
    case "Date" where call.arguments.isEmpty, "now", "SystemClockConfig": "reads the clock"
    case "batch", "collect": "has a time-out"
    case "random", "randomElement", "shuffled", "shuffle", "UUID", "RandomMetricSource", "SystemRandomNumberGenerator":
      "uses random values"
    default: nil
    }
  }
}
