/// The words of eras that are not known here yet, by which a file shows that it is of one.
///
/// When an era comes to be known, its words leave this page; nothing else knows of them.
package enum OtherEras {
  /// An era, or several that a word does not tell apart.
  package enum Span: String, Sendable, CaseIterable {
    case v0_10 = "0.10"
    case v0_10to15 = "0.10 to 0.15"
    case v0_11 = "0.11"
    case v0_11to15 = "0.11 to 0.15"
    case v0_12to15 = "0.12 to 0.15"
    case v0_20 = "0.20 or 0.21"
    case v0_21 = "0.21"

    /// Whether it comes after every era that is known.
    package var isNewer: Bool { self == .v0_20 || self == .v0_21 }

    /// Whether each of its eras is one of another span's.
    package func isWithin(_ other: Span) -> Bool { Set(releases).isSubset(of: other.releases) }

    private var releases: [Int] {
      switch self {
      case .v0_10: [10]
      case .v0_10to15: Array(10...15)
      case .v0_11: [11]
      case .v0_11to15: Array(11...15)
      case .v0_12to15: Array(12...15)
      case .v0_20: [20, 21]
      case .v0_21: [21]
      }
    }
  }

  /// What a word has to be to be one of an era.
  enum Role: Hashable, Sendable {
    /// A type, or a function with a name like one.
    case type
    /// A function.
    case function
    /// A method of a flow, and whether it is called with arguments; nil where that tells nothing.
    case step(hasArguments: Bool?)
    /// An operator of streams.
    case `operator`
    /// An argument's label, at a function, type or operator of this name.
    case label(of: String)
    /// What is read of a window step's result.
    case windowMember
    /// An element of a source for tests.
    case testingItem
    /// A method of this name with so many parameters, in a type that conforms to a protocol of Bytewax.
    ///
    /// It compiles in every era, which then never calls it.
    case method(of: String, parameters: Int)
  }

  struct Word: Sendable {
    let name: String
    let role: Role
    let span: Span
  }

  static let words: [Word] = newer + older

  private static let newer: [Word] = [
    words(
      .type, .v0_20,
      "EventClock", "SystemClock", "TumblingWindower", "SlidingWindower", "SessionWindower", "Windower", "WindowerLogic",
      "ClockLogic", "WindowLogic",
      "WindowOut", "StatefulLogic", "StatefulBatchLogic", "TTLCache", "CompleteRows", "PartialRows", "JoinInsertMode",
      "JoinEmitMode", "TimeTestingGetter"),
    words(.type, .v0_21, "BytewaxRuntimeError"),
    words(.operator, .v0_20, "stateful", "statefulBatch", "enrichCached", "filterMapValue", "keyRm", "window"),
    words(.label(of: "join"), .v0_20, "insertMode", "emitMode"),
    words(.label(of: "joinWindow"), .v0_20, "insertMode", "emitMode"),
    words(.label(of: "joinWindow"), .v0_21, "ordered"),
    words(.label(of: "foldWindow"), .v0_20, "ordered"),
    words(.label(of: "collectWindow"), .v0_20, "ordered"),
    words(.windowMember, .v0_20, "down", "late", "meta", "mergedIDs"),
    words(.testingItem, .v0_21, "pause"),
    words(.method(of: "SimplePollingSource", parameters: 0), .v0_21, "snapshot"),
    words(.method(of: "SimplePollingSource", parameters: 1), .v0_21, "resume"),
  ].flatMap { $0 }

  private static let older: [Word] = [
    words(.step(hasArguments: false), .v0_10, "capture"),
    words(.step(hasArguments: true), .v0_11to15, "capture"),
    words(.step(hasArguments: nil), .v0_10, "reduceEpoch", "reduceEpochLocal"),
    words(.type, .v0_10, "AdvanceTo", "Emit", "InputEvent"),
    words(.type, .v0_10to15, "ManualInputConfig", "KafkaInputConfig"),
    words(
      .type, .v0_11to15, "ManualOutputConfig", "ManualEpochOutputConfig", "StdOutputConfig", "KafkaOutputConfig",
      "TestingInputConfig",
      "TestingOutputConfig", "TestingEpochOutputConfig", "TumblingWindowConfig", "EpochConfig", "PeriodicEpochConfig",
      "TestingEpochConfig"),
    words(.type, .v0_11, "TestingClockConfig"),
    words(.type, .v0_12to15, "TestingBuilderInputConfig", "BigQueryOutputConfig", "DynamoDBOutputConfig"),
    words(.type, .v0_10to15, "ClusterArgs", "ProcArgs"),
    words(.function, .v0_10, "runCluster", "yieldEpochs", "singleBatch", "fullyOrdered", "tumblingEpoch", "sortedWindow"),
    words(.function, .v0_10to15, "spawnCluster", "clusterArgs", "procArgs", "procEnv"),
    words(.label(of: "runMain"), .v0_11to15, "epochConfig"),
    words(.label(of: "clusterMain"), .v0_11to15, "epochConfig"),
    words(.label(of: "TumblingWindow"), .v0_11to15, "startAt"),
    words(.label(of: "KafkaRecoveryConfig"), .v0_10, "hosts"),
  ].flatMap { $0 }

  private static func words(_ role: Role, _ span: Span, _ names: String...) -> [Word] {
    names.map { Word(name: $0, role: role, span: span) }
  }

  /// The names of all words, for a quick look.
  static let names = Set(words.map(\.name)).union(["run"])

  /// The era that a method of a flow is of, for one that no known era has.
  package static func span(ofStep name: String, hasArguments: Bool) -> Span? {
    words.first { word in
      if case .step(let wants) = word.role { word.name == name && wants ?? hasArguments == hasArguments } else { false }
    }?.span
  }

  /// The era that a module's name says, if it is one that is not known: `Bytewax021`.
  static func span(ofModule name: String) -> Span? {
    for prefix in ["BytewaxKafka", "Bytewax"] where name.hasPrefix(prefix) {
      switch name.dropFirst(prefix.count) {
      case "010": return .v0_10
      case "011", "012", "013", "014", "015": return .v0_11to15
      case "020": return .v0_20
      case "021": return .v0_21
      default: continue
      }
    }
    return nil
  }
}
