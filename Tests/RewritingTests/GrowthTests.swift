import Foundation
import Rewriting
import SourceFacts
import TestSupport
import Testing

/// What people or programs may write many times over in one file.
struct Repeated: Sendable, CustomTestStringConvertible {
  let name: String
  /// What stands once before and behind.
  var head = "let flow = Dataflow()\nflow.input(\"in\", TestingInput([1]))\n"
  var tail = "flow.output(\"out\", StdOutput())\n"
  /// One of many, by its number; and what all of them are called by afterwards.
  let each: @Sendable (Int) -> String
  var after: @Sendable (Int) -> String = { _ in "" }

  var testDescription: String { name }

  func source(_ count: Int) -> String {
    "import Bytewax\n" + head + (0..<count).map(each).joined() + (0..<count).map(after).joined() + tail
  }

  static let all: [Repeated] = [
    .init(name: "steps with ids") { "flow.map(\"a\($0)\") { (x: Int) in x + 1 }\n" },
    .init(name: "steps without ids") { _ in "flow.map { (x: Int) in x + 1 }\n" },
    .init(name: "steps with one id") { _ in "flow.inspect(\"a\") { (x: Int) in print(x) }\n" },
    .init(name: "steps on one line") { _ in "flow.map { (x: Int) in x + 1 }; " },
    .init(name: "inputs") { "flow.input(\"i\($0)\", TestingInput([1]))\n" },
    .init(name: "outputs") { _ in "flow.output(\"o\", StdOutput())\n" },
    .init(name: "keyed steps") {
      "flow.map { (x: Int) in (String(x), x) }\nflow.statefulMap(\"s\($0)\", builder: { 0 }) { (s: Int, x: Int) in (s + x, s) }\nflow.map { (p: (String, Int)) in p.1 }\n"
    },
    .init(name: "windows") {
      "flow.map { (x: Int) in (String(x), x) }\nflow.foldWindow(\"w\($0)\", SystemClockConfig(), TumblingWindow(length: .seconds(1), alignTo: Date()), builder: { 0 }) { (s: Int, x: Int) in s + x }\nflow.map { (p: (String, Int)) in p.1 }\n"
    },
    .init(name: "reductions") {
      "flow.map { (x: Int) in (String(x), x) }\nflow.reduce(\"r\($0)\", { (s: Int, x: Int) in s + x }) { (s: Int) in s > 3 }\nflow.map { (p: (String, Int)) in p.1 }\n"
    },
    .init(name: "loops") { "for i\($0) in 0..<2 {\n  flow.map { (x: Int) in x + i\($0) }\n}\n" },
    .init(name: "branches") {
      "if CommandLine.argc > \($0) {\n  flow.map { (x: Int) in x + 1 }\n} else {\n  flow.map { (x: Int) in x + 2 }\n}\n"
    },
    .init(name: "conditions") { _ in "#if DEBUG\nflow.map { (x: Int) in x + 1 }\n#endif\n" },
    .init(name: "closures in constants") { "let c\($0) = { (x: Int) in x + 1 }\nflow.map(c\($0))\n" },
    .init(name: "captured constants") { "let a\($0) = \($0)\nflow.map { (x: Int) in x + a\($0) }\n" },
    .init(name: "makers") { "func mk\($0)() -> (Int) -> Int { { $0 + 1 } }\nflow.map(mk\($0)())\n" },
    .init(name: "ignore comments") { "// waxwing:ignore every-step-needs-id reason \($0)\nflow.map { (x: Int) in x + 1 }\n" },
    .init(name: "ignore comments in a row") { _ in "// waxwing:ignore every-step-needs-id\n" },
    .init(name: "imports") { "import M\($0)\n" },
    .init(name: "functions") { "func f\($0)(_ x: Int) -> Int { x + \($0) }\nlet v\($0) = f\($0)(\($0))\n" },
    .init(
      name: "helpers", each: { "func h\($0)(_ flow: Dataflow) {\n  flow.map(\"h\($0)\") { (x: Int) in x + 1 }\n}\n" },
      after: { "h\($0)(flow)\n" }),
    .init(
      name: "methods of flows",
      each: { "extension Dataflow {\n  func m\($0)() {\n    map(\"m\($0)\") { (x: Int) in x + 1 }\n  }\n}\n" },
      after: { "flow.m\($0)()\n" }),
    .init(
      name: "functions that use the flow", each: { "func u\($0)() {\n  flow.map(\"u\($0)\") { (x: Int) in x + 1 }\n}\n" },
      after: { "u\($0)()\n" }),
    .init(name: "flows", head: "", tail: "") {
      "let flow\($0) = Dataflow()\nflow\($0).input(\"in\", TestingInput([1]))\nflow\($0).map { (x: Int) in x + 1 }\nflow\($0).output(\"out\", StdOutput())\n"
    },
    .init(name: "functions that make a flow", head: "", tail: "") {
      "func make\($0)() -> Dataflow {\n  let flow = Dataflow()\n  flow.input(\"in\", TestingInput([1]))\n  flow.output(\"out\", StdOutput())\n  return flow\n}\n"
    },
    .init(name: "classes with a flow", head: "", tail: "") {
      "final class C\($0) {\n  let flow = Dataflow()\n  init() {\n    flow.input(\"in\", TestingInput([1]))\n    flow.output(\"out\", StdOutput())\n  }\n}\n"
    },
    .init(name: "connectors") {
      "final class P\($0): StatefulSource {\n  func next() throws -> Int? { nil }\n  func snapshot() -> Int { 0 }\n}\nfinal class I\($0): PartitionedInput {\n  func listParts() -> Set<String> { [\"a\"] }\n  func buildPart(_ part: String, _ state: Int?) -> P\($0)? { P\($0)() }\n}\n"
    },
    .init(name: "flows of 0.18", head: "", tail: "") {
      "let flow\($0) = Dataflow(\"f\($0)\")\nlet s\($0) = op.input(\"in\", flow\($0), TestingSource([1]))\nlet t\($0) = op.statefulMap(\"m\", op.keyOn(\"k\", s\($0)) { \"\\($0)\" }, builder: { 0 }) { s, v in (s + v, s) }\nop.output(\"out\", t\($0), StdOutSink())\n"
    },
    .init(name: "registries", head: "", tail: "") {
      "let r\($0) = ConfluentSchemaRegistry(SchemaRegistryClient(conf))\nlet s\($0) = r\($0).serializer(SchemaRef(\"s\"))\n"
    },
    .init(name: "registries of one name", head: "", tail: "") { _ in
      "let r = RedpandaSchemaRegistry(conf)\nlet s = r.serializer(SchemaRef(\"s\"))\n"
    },
    .init(name: "syntax errors") { _ in "let = )\n" },
    .init(name: "words of other eras") { "let c\($0) = EventClock(\($0))\n" },
  ]
}

@Suite("Time over size", .serialized)
struct GrowthTests {
  /// Four times as much may take four times as long; what is quadratic takes sixteen times.
  @Test("what a file repeats costs the same each time", arguments: Repeated.all)
  func repeated(_ shape: Repeated) throws {
    let few = try (0..<2).map { _ in try seconds(shape, 60) }.min() ?? 0
    let many = try seconds(shape, 240)
    #expect(many < 7 * few + 0.05, "\(shape.name): 60 take \(few) s, 240 take \(many) s")
  }

  /// The processor time of this thread, which other tests do not add to.
  private func seconds(_ shape: Repeated, _ count: Int) throws -> Double {
    let bytes = Array(shape.source(count).utf8)
    let migration = Migration(book: try packageRules)
    let start = nanoseconds()
    let outcome = try migration.rewrite(path: "flow.swift", bytes: bytes)
    _ = outcome.textEdits
    return Double(nanoseconds() - start) / 1e9
  }

  private func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
