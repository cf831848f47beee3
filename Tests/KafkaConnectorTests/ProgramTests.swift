import Foundation
import TestSupport
import Testing
import Yams

@testable import FlowCompiler

/// Only what imports Kafka is linked with it.
@Suite("Kafka: linking") struct LinkingTests {
  @Test(
    "an import of Kafka is found",
    arguments: ["import BytewaxKafka", "  @preconcurrency import BytewaxKafka017", "import Bytewax\r\nimport BytewaxKafka\r\n"])
  func imported(_ text: String) throws { #expect(try source(text).importsKafka) }

  @Test(
    "other text is no import of Kafka",
    arguments: ["import Bytewax", "// import BytewaxKafka", "let import = 1", "let text = \"BytewaxKafka\"", ""])
  func notImported(_ text: String) throws { #expect(try !source(text).importsKafka) }

  private func source(_ text: String) throws -> FlowSource {
    let file = FileManager.default.temporaryDirectory.appending(path: "waxwing-\(UUID().uuidString).swift").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return try FlowSource(path: file)
  }
}

/// Each Kafka program of Fixtures/Programs compiles in its eras and does the same to the broker's topics in all of them.
@Suite("Kafka: programs", .serialized, .enabled(if: Broker.isInstalled, Broker.advice)) struct ProgramTests {
  struct Entry: Decodable, Sendable {
    let name: String
    let eras: [String]
    let input: [String]
    let output: [String]
    let prints: String?
  }

  struct List: Decodable { let programs: [Entry] }

  struct Program: CustomTestStringConvertible, Sendable {
    let era: String
    let entry: Entry
    var testDescription: String { "\(era) \(entry.name)" }
  }

  static func all() throws -> [Program] {
    let text = try String(contentsOf: packageFolder.appending(path: "Fixtures/Programs/kafka.yml"), encoding: .utf8)
    return try YAMLDecoder().decode(List.self, from: text).programs.flatMap { entry in
      entry.eras.map { Program(era: $0, entry: entry) }
    }
  }

  @Test("each program leaves the same messages in every era", arguments: try all())
  func eachProgram(_ program: Program) throws {
    // A broker of its own, because the programs name their topics; the same one serves all, under other names.
    let broker = try Broker.running()
    let peer = try Peer(at: broker.address)
    let (input, output) = (try broker.topic("input"), try broker.topic("output"))
    try peer.write(program.entry.input.map(record), to: input)
    let result = try run(program, reading: input, writing: output, at: broker.address)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == program.entry.prints ?? "")
    #expect(try peer.readAll(output).map(message) == program.entry.output)
  }

  private func record(_ text: String) -> Peer.Record {
    let parts = text.split(separator: "=", maxSplits: 1)
    return parts.count == 2
      ? .init(key: Array(parts[0].utf8), value: Array(parts[1].utf8)) : .init(key: nil, value: Array(text.utf8))
  }

  private func message(_ record: Peer.Record) -> String { (text(record.key).map { "\($0)=" } ?? "") + record.text }

  /// Compiles the program as `waxwing run` does, with topics of this test's own in it, and runs it.
  private func run(
    _ program: Program, reading input: String, writing output: String, at address: String
  ) throws -> (code: Int32, output: String, errors: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "waxwing-kafka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = try String(
      contentsOf: packageFolder.appending(path: "Fixtures/Programs/v\(program.era)/\(program.entry.name).swift"), encoding: .utf8)
    let flow = folder.appending(path: "Flow.swift").path
    try source.replacing("input_topic", with: input).replacing("output_topic", with: output).write(
      toFile: flow, atomically: true, encoding: .utf8)
    let compiler = FlowCompiler(
      engine: try .locate(besides: URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().path),
      toolchain: try .locate(),
      cache: ProgramCache(directory: folder.appending(path: "cache").path))
    let compiled = try compiler.build(FlowReference(flow)) { _ in ScriptFacts(era: program.era, flows: ["flow"]) }
    return try compiled.run(environment: ["KAFKA_BROKER": address])
  }
}
