import FlowCompiler
import Foundation
import SchemaRegistry
import TestSupport
import Testing
import Yams

/// The programs of Fixtures/Programs that use a registry compile in their eras and do the same there.
@Suite("Schema registry: programs", .serialized) struct RegistryProgramTests {
  struct Entry: Decodable, Sendable {
    let name: String
    let eras: [String]
    let prints: String
    let subjects: [String]
  }

  struct List: Decodable {
    let programs: [Entry]
    let schemas: [String: String]
  }

  struct Program: CustomTestStringConvertible, Sendable {
    let era: String
    let entry: Entry
    let schemas: [String: String]
    var testDescription: String { "\(era) \(entry.name)" }
  }

  static let folder = packageFolder.appending(path: "Fixtures/Programs")

  static func all() throws -> [Program] {
    let list = try YAMLDecoder().decode(
      List.self, from: String(contentsOf: folder.appending(path: "registry.yml"), encoding: .utf8))
    return list.programs.flatMap { entry in entry.eras.map { Program(era: $0, entry: entry, schemas: list.schemas) } }
  }

  @Test("each program says the same in every era", arguments: try all())
  func eachProgram(_ program: Program) throws {
    let registry = try TestRegistry()
    let client = SchemaRegistryClient(["url": registry.url])
    for (subject, schema) in program.schemas.sorted(by: { $0.key < $1.key }) { _ = try client.registerSchema(subject, schema) }
    let result = try run(program, with: registry)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == program.entry.prints)
    #expect(try client.getSubjects() == program.entry.subjects)
  }

  @Test("a schema that is not there is reported with the step that needs it")
  func aMissingSchemaIsReportedWithItsStep() throws {
    let program = try #require(try Self.all().first { $0.era == "0.18" && $0.entry.name == "kafka-redpanda" })
    let result = try run(program, with: TestRegistry())
    #expect(result.code != 0)
    #expect(result.errors.contains("step 'read': schema registry"))
    #expect(result.errors.contains("Subject 'sensor-key' not found."))
    #expect(result.errors.contains("Subject 'sensor-value' not found."), "both mistakes are told together")
  }

  /// Compiles the program as `waxwing run` does, and runs it.
  private func run(_ program: Program, with registry: TestRegistry) throws -> (code: Int32, output: String, errors: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "waxwing-registry-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let flow = folder.appending(path: "Flow.swift").path
    try String(contentsOf: Self.folder.appending(path: "v\(program.era)/\(program.entry.name).swift"), encoding: .utf8)
      .write(toFile: flow, atomically: true, encoding: .utf8)
    let compiler = FlowCompiler(
      engine: try .locate(besides: URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().path),
      toolchain: try .locate(),
      cache: ProgramCache(directory: folder.appending(path: "cache").path))
    let compiled = try compiler.build(FlowReference(flow)) { _ in ScriptFacts(era: program.era, flows: ["flow"]) }
    return try compiled.run(environment: ["SCHEMA_REGISTRY_URL": registry.url])
  }
}
