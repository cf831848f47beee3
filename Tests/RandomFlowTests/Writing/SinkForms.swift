import SourceFacts

/// What a flow writes to: standard output, lists, files, sinks of the file's own.
extension FlowDraft {
  /// Writes the flow's last step. A list is read by statements behind the flow, which run it themselves.
  mutating func sink(_ kind: Kind, mayRun: Bool) -> (after: [String], kind: Kind) {
    switch (number(0...11), kind) {
    case (0, .pair(.text)):
      isExact = false
      output("\(isFluent ? "FileOutput" : "FileSink")(\"out.txt\")")
    case (1, .pair(.text)):
      let name = isFluent ? "DirOutput" : "DirSink"
      isExact = false
      silent.append(SilentPlace(rule: "sink-partitions-lazy", text: "DirOutput"))
      output("\(name)(\".\", fileCount: \(number(2...3)))")
    case (0...3, .pair(let value)) where value == .number || value == .text: output(ownPartitions(of: value))
    case (0, .text), (1, .text): output(ownDynamic())
    case (2, .text) where mayRun && workers == 1, (3, .number) where mayRun && workers == 1:
      let list = unique("results")
      values.append("let \(list) = TestingList<\(type(of: kind))>()")
      output("\(isFluent ? "TestingOutput" : "TestingSink")(into: \(list))")
      return (["try runMain(flow)", "for result in \(list).items { print(\"result \\(result)\") }"], kind)
    default: output(isFluent ? "StdOutput()" : "StdOutSink()")
    }
    return ([], kind)
  }

  mutating func output(_ sink: String, _ wanted: String = "out") {
    let id = id(wanted)
    if isFluent {
      scope.lines.append("\(scope.receiver)output(\"\(id)\", \(sink))")
    } else {
      scope.lines.append(chance(80) ? "op.output(\"\(id)\", \(scope.up), \(sink))" : "\(scope.up).output(\"\(id)\", \(sink))")
    }
  }

  /// A sink that numbers lines, where one worker writes them.
  private mutating func ownDynamic() -> String {
    features.insert(.connector)
    let (sink, partition) = (unique("Lines"), unique("LineWriter"))
    let build = era == .v0_19 ? "stepID: String, workerIndex: Int, workerCount: Int" : "workerIndex: Int, workerCount: Int"
    types.append(
      """
      struct \(sink): \(isFluent ? "DynamicOutput" : "DynamicSink") {
        func build(\(build)) throws -> \(partition) {
          \(partition)()
        }
      }
      """)
    let number = isOrdered ? "\\(count). " : ""
    types.append(
      """
      final class \(partition): \(isFluent ? "StatelessSink" : "StatelessSinkPartition") {
        private var count = 0

      \(writing("String", "item", ["count += 1", "print(\"\(number)\\(item)\")"]))
      }
      """)
    return "\(sink)()"
  }

  /// A sink of two partitions, named in 0.16 and numbered later.
  private mutating func ownPartitions(of value: Kind) -> String {
    features.insert(.connector)
    // Items of one batch are written drawer by drawer.
    if era == .v0_16, !files.isEmpty { isExact = false }
    let (sink, partition) = (unique("Cabinet"), unique("Drawer"))
    let list = era == .v0_16 ? "Set<String>" : "[String]"
    let build = era == .v0_19 ? "stepID: String, forPart: String, resumeState: Int?" : "forPart: String, resumeState: Int?"
    let choose =
      era == .v0_16
      ? "func assignPart(_ itemKey: String) -> String {\n    itemKey < \"d\" ? \"a-c\" : \"d-z\"\n  }"
      : "func partFn(_ itemKey: String) -> Int {\n    itemKey < \"d\" ? 0 : 1\n  }"
    types.append(
      """
      struct \(sink): \(isFluent ? "PartitionedOutput" : "FixedPartitionedSink") {
        func listParts() -> \(list) {
          ["a-c", "d-z"]
        }

        \(choose)

        func buildPart(\(build)) throws -> \(partition)\(era == .v0_16 ? "?" : "") {
          \(partition)(forPart, resumeState ?? 0)
        }
      }
      """)
    let number = isOrdered ? " \\(count)" : ""
    types.append(
      """
      final class \(partition): \(isFluent ? "StatefulSink" : "StatefulSinkPartition") {
        private let name: String
        private var count: Int

        init(_ name: String, _ count: Int) {
          self.name = name
          self.count = count
        }

      \(writing(type(of: value), "value", ["count += 1", "print(\"\\(name)\(number): \\(value)\")"]))

        func snapshot() -> Int {
          count
        }
      }
      """)
    return "\(sink)()"
  }

  /// The method that takes what is written: one at a time in 0.16, a list later.
  private func writing(_ type: String, _ name: String, _ lines: [String]) -> String {
    if era == .v0_16 { return "  func write(_ \(name): \(type)) throws {\n    \(lines.joined(separator: "\n    "))\n  }" }
    return
      "  func writeBatch(_ \(name)s: [\(type)]) throws {\n    for \(name) in \(name)s {\n      \(lines.joined(separator: "\n      "))\n    }\n  }"
  }
}
