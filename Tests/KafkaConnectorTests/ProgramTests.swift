import Foundation
import SchemaRegistry
import ServersForTests
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
    let differs: [String: String]?
    let subjects: [String]?
    let breakingChanges: [String]

    enum CodingKeys: String, CodingKey {
      case name, eras, input, output, prints, differs, subjects
      case breakingChanges = "breaking-changes"
    }
  }

  struct List: Decodable {
    struct Schema: Decodable { let subject, text: String }
    let programs: [Entry]
    let schemas: [Schema]
  }

  struct Program: CustomTestStringConvertible, Sendable {
    let era: String
    let entry: Entry
    var testDescription: String { "\(era) \(entry.name)" }
  }

  static func list() throws -> List {
    let text = try String(contentsOf: packageFolder.appending(path: "Fixtures/Programs/kafka.yml"), encoding: .utf8)
    return try YAMLDecoder().decode(List.self, from: text)
  }

  static func all(_ wanted: (Entry, String) -> Bool = { _, _ in true }) throws -> [Program] {
    try list().programs.flatMap { entry in
      entry.eras.filter { wanted(entry, $0) }.map { Program(era: $0, entry: entry) }
    }
  }

  @Test("each program leaves the same messages in every era", arguments: try all())
  func eachProgram(_ program: Program) throws {
    // A broker of its own, because the programs name their topics.
    let broker = try Broker()
    let peer = try Peer(at: broker.address)
    for topic in ["input_topic", "output_topic"] { try peer.create(topic, partitions: 1) }
    try peer.write(program.entry.input.map(record), to: "input_topic")
    let (registry, client) = try Self.registry()
    let result = try run(program, ["KAFKA_BROKER": broker.address, "SCHEMA_REGISTRY_URL": registry.url])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == program.entry.differs?[program.era] ?? program.entry.prints ?? "")
    #expect(try peer.readAll("output_topic").map(message) == program.entry.output)
    if let subjects = program.entry.subjects { #expect(try client.getSubjects() == subjects) }
  }

  /// The guide's section on Kafka: its flow before, and its flow after in both newer eras.
  @Test(
    "what kcat writes the guide's programs copy, and kcat reads it", .enabled(if: Kcat.isInstalled, Kcat.advice),
    arguments: try all { ["kafka-copy 0.17", "kafka-kop 0.18", "kafka-kop 0.19"].contains("\($0.name) \($1)") })
  func copiedForKcat(_ program: Program) throws {
    let broker = try Broker()
    for topic in ["input_topic", "output_topic"] { try Peer(at: broker.address).create(topic, partitions: 1) }
    try Kcat.run(["-b", broker.address, "-P", "-t", "input_topic", "-K", "="], input: "ann=1\nbob=two words\nann=ü\n")
    let result = try run(program, ["KAFKA_BROKER": broker.address])
    #expect(result.code == 0, "\(result.errors)")
    let read = try Kcat.run(["-b", broker.address, "-C", "-t", "output_topic", "-e", "-q", "-f", "%o %k=%s\n"])
    #expect(read == "0 ann=1\n1 bob=two words\n2 ann=ü\n")
  }

  @Test func everyBreakingChangeOfKafkaIsShownByAProgramOrHasNoMeaningInSwift() throws {
    func ids(in file: String) throws -> Set<String> {
      let text = try String(contentsOf: packageFolder.appending(path: file), encoding: .utf8)
      return Set(text.matches(of: /\bid: ([a-z0-9-]*kafka[a-z0-9-]*)/).map { String($0.1) })
    }
    let shown = Set(try Self.list().programs.flatMap(\.breakingChanges))
    let elsewhere = try ids(in: "Rules/not-in-swift.yml")
    // It stops a flow before it starts, so it has no messages to compare.
    let refused: Set = ["kafka-recovery-removed"]
    #expect(try ids(in: "Rules/catalogue.yml").subtracting(shown).subtracting(elsewhere) == refused)
  }

  @Test func aMissingSchemaIsReportedWithItsStep() throws {
    let program = try #require(try Self.all { $0.name == "kafka-redpanda" && $1 == "0.18" }.first)
    let registry = try TestRegistry()
    let result = try run(program, ["SCHEMA_REGISTRY_URL": registry.url])
    #expect(result.code != 0)
    #expect(result.errors.contains("step 'de': schema registry"))
    #expect(result.errors.contains("Subject 'sensor-key' not found."))
    #expect(result.errors.contains("Subject 'sensor-value' not found."), "both mistakes are told together")
  }

  /// A registry that has the programs' schemas, and a client of it.
  static func registry() throws -> (TestRegistry, SchemaRegistryClient) {
    let registry = try TestRegistry()
    let client = SchemaRegistryClient(["url": registry.url])
    for schema in try list().schemas { _ = try client.registerSchema(schema.subject, schema.text) }
    return (registry, client)
  }

  private func record(_ text: String) -> Peer.Record {
    let parts = text.split(separator: "=", maxSplits: 1)
    return .init(key: parts.count == 2 ? bytes(parts[0]) : nil, value: parts.last == "~" ? nil : bytes(parts[parts.count - 1]))
  }

  private func bytes(_ text: Substring) -> [UInt8] {
    guard text.hasPrefix("0x") else { return Array(text.utf8) }
    let digits = text.dropFirst(2).compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  private func message(_ record: Peer.Record) -> String {
    func shown(_ bytes: [UInt8]?) -> String {
      guard let bytes else { return "~" }
      if let text = String(validating: bytes, as: UTF8.self), bytes.allSatisfy({ $0 >= 0x20 }) { return text }
      return "0x" + bytes.map { String(format: "%02x", $0) }.joined()
    }
    return (record.key.map { "\(shown($0))=" } ?? "") + shown(record.value)
  }

  /// Compiles the program as `waxwing run` does, and runs it.
  private func run(_ program: Program, _ environment: [String: String]) throws -> (code: Int32, output: String, errors: String) {
    try inTemporaryFolder { folder in
      let flow = "\(folder)/Flow.swift"
      try FileManager.default.copyItem(
        atPath: packageFolder.appending(path: "Fixtures/Programs/v\(program.era)/\(program.entry.name).swift").path, toPath: flow)
      let compiled = try compiler(cache: "\(folder)/cache").build(FlowReference(flow)) { _ in
        ScriptFacts(era: program.era, flows: ["flow"])
      }
      return try compiled.run(environment: environment)
    }
  }
}

/// A compiler over the engine of this build.
func compiler(cache: String) throws -> FlowCompiler {
  FlowCompiler(engine: try .locate(), toolchain: try .locate(), cache: ProgramCache(directory: cache))
}

/// The command-line client that Kafka's users know, as another party that writes and reads.
enum Kcat {
  private static let program = "/usr/bin/kcat"
  static let isInstalled = FileManager.default.isExecutableFile(atPath: program)
  /// Why tests are skipped.
  static let advice: Comment = "no kcat is installed; run .ci/install-broker"

  /// Runs it with a text for its input, and gives its output; throws when it fails.
  @discardableResult
  static func run(_ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    let (given, taken) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = given
    process.standardOutput = taken
    process.standardError = FileHandle.nullDevice
    try process.run()
    try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try given.fileHandleForWriting.close()
    let output = try taken.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw PeerError("kcat failed with \(process.terminationStatus)") }
    return String(decoding: output, as: UTF8.self)
  }
}
