import Foundation
import Recovery
import TestSupport
import Testing

/// A program of Fixtures/Recovery in a folder of its own, with a store that outlives its crashes.
struct Patient {
  private let scratch: Scratch
  var place: URL { URL(filePath: scratch.path) }
  var out: URL { place.appending(path: "out") }
  func store(_ name: String = "store") -> String { place.appending(path: name).path }

  static let eras = ["0.16", "0.17", "0.18", "0.19"]
  private static let folder = packageFolder.appending(path: "Fixtures/Recovery")

  init() throws {
    scratch = try Scratch()
    _ = try scratch.directory("out")
    try FileManager.default.createSymbolicLink(at: place.appending(path: "Fixtures"), withDestinationURL: packageFolder.appending(path: "Fixtures"))
  }

  private static func binary(_ era: String) throws -> ProgramBinary {
    let names = ["files", "connectors", "changed-state"]
    return try ProgramBinary.of(
      era,
      names.map { name in
        let entry = FixtureProgram.Entry(name: name, eras: eras, compare: "perKey", workers: [1], oneWorkerEras: nil, flow: nil, files: nil)
        return FixtureProgram(era: era, entry: entry, folder: folder)
      }, as: "recovery")
  }

  /// Runs a program once; each poll that brings something is an epoch, so that a crash loses as little as can be lost.
  func run(_ era: String, _ program: String, store name: String? = "store", workers: Int = 1, crashAt: String? = nil) throws -> ProcessResult {
    var arguments = ["-w", "\(workers)"]
    if let name {
      try makeStore(era, name)
      arguments += era == "0.16" ? ["--sqlite-directory", name, "--epoch-interval", "0"] : ["-r", name, "-s", "0", "-b", "0"]
    }
    return try run(era, program, arguments, crashAt.map { ["CRASH_AT": $0] } ?? [:])
  }

  /// Runs a program with these words and variables.
  func run(_ era: String, _ program: String, _ arguments: [String], _ variables: [String: String]) throws -> ProcessResult {
    let binary = try Self.binary(era)
    #expect(binary.complaints[program] == nil, "\(binary.complaints[program] ?? "")")
    return try execute(
      binary.executable.path, arguments, in: place, environment: variables.merging([JoinedScripts.variable: program]) { $1 })
  }

  /// Makes a store as the era wants it, unless it is there.
  func makeStore(_ era: String, _ name: String = "store") throws {
    if FileManager.default.fileExists(atPath: store(name)) { return }
    try FileManager.default.createDirectory(atPath: store(name), withIntermediateDirectories: false)
    if era != "0.16" { try makeRecoveryPartitions(in: [store(name)], count: 2) }
  }

  /// Each key's lines of each file, in the order they stand in.
  func lines() throws -> [String: [String]] {
    var lines: [String: [String]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: out.path).sorted() {
      let text = try String(contentsOf: out.appending(path: name), encoding: .utf8)
      for line in text.split(separator: "\n") { lines["\(name) \(line.prefix { $0 != " " })", default: []].append(String(line)) }
    }
    return lines
  }
}

/// What a program writes that nothing happens to.
func calmLines(_ era: String, _ program: String) throws -> [String: [String]] {
  let calm = try Patient()
  let result = try calm.run(era, program, store: nil)
  #expect(result.status == 0, "\(result.errors)")
  return try calm.lines()
}
