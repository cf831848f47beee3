/// What a connector's method looks like in one era; the table of these tells the eras of connectors apart.
struct ConnectorShape: Sendable {
  let method: String
  let protocols: [String]
  let eras: Set<Era>
  let words: String
  let test: @Sendable (FunctionFact) -> Bool
  /// A method beside it that makes this one an ordinary helper; what stands in a helper's place, or only asks for one, shows nothing.
  var unlessAlso: String?

  /// Whether a method looks like this.
  func matches(_ function: FunctionFact, among facts: FlowFacts) -> Bool {
    guard test(function) else { return false }
    guard let newer = unlessAlso, let type = function.type else { return true }
    guard function.isOriginal else { return false }
    return facts.methods(named: newer, ofType: facts.types[type].name).isEmpty
  }

  static let all: [ConnectorShape] = {
    let oldSources = ["StatefulSource", "StatelessSource"]
    let oldSinks = ["StatefulSink", "StatelessSink"]
    let oldFixed = ["PartitionedInput", "PartitionedOutput"]
    let parts = ["StatefulSourcePartition", "StatelessSourcePartition"]
    let builders = ["FixedPartitionedSource", "DynamicSource"]
    let sinks = ["FixedPartitionedSink", "DynamicSink"]
    let isBare: @Sendable (FunctionFact) -> Bool = { $0.parameters.isEmpty }
    let always: @Sendable (FunctionFact) -> Bool = { _ in true }
    let has: @Sendable (String) -> @Sendable (FunctionFact) -> Bool = { label in
      { $0.parameters.first?.label == label }
    }
    return [
      .init(
        method: "next", protocols: oldSources, eras: [.v0_16], words: "a source with 'next()'", test: isBare,
        unlessAlso: "nextBatch"),
      .init(method: "nextBatch", protocols: oldSources, eras: [.v0_17], words: "a source with 'nextBatch()'", test: isBare),
      .init(method: "nextAwake", protocols: oldSources, eras: [.v0_17], words: "a source with 'nextAwake()'", test: isBare),
      .init(
        method: "write", protocols: oldSinks, eras: [.v0_16], words: "a sink with 'write(_:)'",
        test: { $0.parameters.count == 1 }, unlessAlso: "writeBatch"),
      .init(method: "writeBatch", protocols: oldSinks, eras: [.v0_17], words: "a sink with 'writeBatch(_:)'", test: always),
      .init(
        method: "listParts", protocols: oldFixed, eras: [.v0_16], words: "'listParts()' returning a set",
        test: { $0.returnType?.hasPrefix("Set<") == true }),
      .init(
        method: "listParts", protocols: oldFixed, eras: [.v0_17], words: "'listParts()' returning an array",
        test: { $0.returnType?.hasPrefix("[") == true }),
      .init(
        method: "buildPart", protocols: oldFixed, eras: [.v0_16], words: "'buildPart' returning an optional",
        test: { $0.returnType?.hasSuffix("?") == true }),
      .init(
        method: "assignPart", protocols: oldFixed, eras: [.v0_16], words: "'assignPart(_:)'", test: always, unlessAlso: "partFn"),
      .init(method: "partFn", protocols: oldFixed, eras: [.v0_17], words: "'partFn(_:)'", test: always),
      .init(method: "nextBatch", protocols: parts, eras: [.v0_18], words: "'nextBatch' with 'sched:'", test: has("sched")),
      .init(method: "nextBatch", protocols: parts, eras: [.v0_19], words: "'nextBatch()' without 'sched:'", test: isBare),
      .init(method: "build", protocols: builders, eras: [.v0_18], words: "'build' with 'now:'", test: has("now")),
      .init(method: "buildPart", protocols: builders, eras: [.v0_18], words: "'buildPart' with 'now:'", test: has("now")),
      .init(method: "build", protocols: builders + sinks, eras: [.v0_19], words: "'build' with 'stepID:'", test: has("stepID")),
      .init(
        method: "buildPart", protocols: builders + sinks, eras: [.v0_19], words: "'buildPart' with 'stepID:'", test: has("stepID")
      ),
      .init(
        method: "build", protocols: sinks, eras: [.v0_18], words: "a sink's 'build' without 'stepID:'", test: has("workerIndex")),
      .init(
        method: "buildPart", protocols: sinks, eras: [.v0_18], words: "a sink's 'buildPart' without 'stepID:'",
        test: has("forPart")),
    ]
  }()
}
