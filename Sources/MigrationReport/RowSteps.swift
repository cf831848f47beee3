import SourceFacts
import SwiftSyntax

/// The steps of one file that keep rows in a recovery store, in the order of the text.
struct RowSteps {
  /// One step.
  struct Step {
    let name: String
    /// Nil for an id that the text does not show.
    let id: String?
    let line: Int
    /// What follows the id in its rows.
    let suffix: String
    /// What files it reads; nil for a step that reads none.
    let files: Files?
    /// The flow it is added to, where the text says so.
    let flow: Int?
  }

  /// The files that an input reads.
  enum Files: Equatable {
    case one
    /// Those of a directory, where the text says which.
    case below(String?)
  }

  private(set) var steps: [Step] = []
  let namesStore: Bool
  /// The store that the text names, if it names one and only one.
  let storeName: String?
  private let facts: FlowFacts

  init(_ bytes: [UInt8], era: Era) {
    let text = bytes.starts(with: ParsedFile.byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
    facts = FlowFacts(ParsedFile(path: "flow", text: String(decoding: text, as: UTF8.self)))
    let configs = facts.calls.filter { ["RecoveryConfig", "SqliteRecoveryConfig"].contains($0.name) && $0.receiver == .none }
    namesStore = !configs.isEmpty
    let names = Set(configs.map { $0.arguments.first?.stringValue })
    storeName = names.count == 1 ? names.first ?? nil : nil
    steps = facts.calls.compactMap { step($0, era) }.sorted { $0.line < $1.line }
  }

  /// What follows the step's own id in its rows.
  static func suffix(_ name: String, in era: Era) -> String {
    guard era >= .v0_18 else { return "" }
    if name == "statefulMap", era >= .v0_19 { return ".stateful_flat_map.unary" }
    return suffixes[name].flatMap { $0.isEmpty ? nil : ".\($0)" } ?? ""
  }

  /// Inner steps of the operators of 0.18 and later that store under them.
  private static let suffixes: [String: String] = [
    "input": "", "output": "", "unary": "", "foldWindow": "", "collect": "unary", "foldFinal": "unary", "statefulMap": "unary",
    "statefulFlatMap": "unary", "reduceFinal": "fold_final.unary", "countFinal": "sum.fold_final.unary",
    "maxFinal": "reduce_final.fold_final.unary", "minFinal": "reduce_final.fold_final.unary", "join": "join", "joinNamed": "join",
    "reduceWindow": "fold_window", "collectWindow": "fold_window", "joinWindow": "fold_window", "joinWindowNamed": "fold_window",
    "countWindow": "sum", "maxWindow": "reduce_window.fold_window", "minWindow": "reduce_window.fold_window",
  ]

  private static let fluent: Set<String> = [
    "input", "output", "reduce", "statefulMap", "foldWindow", "reduceWindow", "collectWindow", "batch",
  ]

  private static let fileInputs: Set<String> = ["FileInput", "CSVInput", "FileSource", "CSVSource"]
  private static let directoryInputs: Set<String> = ["DirInput", "DirSource"]

  /// Connectors that keep no position.
  private static let withoutPosition: Set<String> = [
    "StdOutput", "StdOutSink", "TestingOutput", "TestingSink", "KafkaOutput", "KafkaSink",
  ]

  private func step(_ call: CallFact, _ era: Era) -> Step? {
    var flow: Int?
    var suffix = Self.suffix(call.name, in: era)
    switch call.receiver {
    case .namespace("kop") where era >= .v0_18:
      // What the operators of Kafka write to keeps no position.
      guard call.name == "input" else { return nil }
      suffix = ".kafka_input"
    case .dataflow(let index) where era < .v0_18 && Self.fluent.contains(call.name): flow = index
    case .namespace, .stream:
      guard era >= .v0_18, Self.suffixes[call.name] != nil else { return nil }
    default: return nil
    }
    var files: Files?
    if suffix.isEmpty, call.name == "input" || call.name == "output" {
      let made = call.arguments.last.map { facts.maker(of: $0) }
      let connector = made?.name ?? ""
      if Self.withoutPosition.contains(connector) || isDynamic(connector) { return nil }
      if Self.fileInputs.contains(connector) { files = .one }
      if Self.directoryInputs.contains(connector) { files = .below(made?.firstText) }
    }
    return Step(name: call.name, id: call.arguments.first?.stringValue, line: call.place.line, suffix: suffix, files: files, flow: flow)
  }

  /// Whether a type of the file has no partitions to remember.
  private func isDynamic(_ name: String) -> Bool {
    facts.types(conformingTo: ["DynamicInput", "DynamicOutput", "DynamicSource", "DynamicSink"]).contains { $0.name == name }
  }

  /// Whether all steps are added to the same flow.
  var isOneFlow: Bool { Set(steps.map(\.flow)).count == 1 }

  /// The name of the variable that holds a step's flow.
  func flowName(of step: Step) -> String? { step.flow.map { facts.dataflows[$0].name } }

  /// The id of a step's flow: the only one of the file, or that of the variable of this name.
  func flowID(of step: Step, named name: String?) -> String? {
    let made = facts.dataflows.compactMap { flow -> (name: String, id: String?)? in
      guard case .constructed(let call) = flow.origin else { return nil }
      return (flow.name, call.arguments.first?.stringValue)
    }
    if made.count == 1 { return made[0].id }
    let named = made.filter { $0.name == name }
    return named.count == 1 ? named[0].id : nil
  }
}
