import Foundation
import Synchronization
import TestSupport

/// All programs of one era in one executable, because linking takes longer than compiling a small flow.
///
/// Each program is a module whose entry point has a name of its own; a variable of the environment chooses which one runs.
struct ProgramBinary {
  let executable: URL
  let folder: URL
  /// What the compiler said of programs that do not compile, by name.
  let complaints: [String: String]

  private static let eras = Mutex<[String: ProgramBinary]>([:])

  /// The executable of an era, built once.
  static func of(era: String) throws -> ProgramBinary { try of(era, FixtureProgram.all().filter { $0.era == era }, as: "programs") }

  /// The executable of some programs of an era, built once for its name.
  static func of(_ era: String, _ programs: @autoclosure () throws -> [FixtureProgram], as name: String) throws -> ProgramBinary {
    try eras.withLock { eras in
      if let built = eras["\(era) \(name)"] { return built }
      let built = try build(era, programs())
      eras["\(era) \(name)"] = built
      return built
    }
  }

  /// What makes the compiler find the engine's modules. That of SQLite, which the store's modules ask for by name, is made empty here,
  /// because nothing of it is used.
  static var searchingModules: [String] { get throws { try madeModules.get() } }
  private static let madeModules = Result {
    let folder = try folderUntilExit()
    let sqlite = folder.appending(path: "GRDBSQLite")
    try FileManager.default.createDirectory(at: sqlite, withIntermediateDirectories: true)
    try Data("module GRDBSQLite {}\n".utf8).write(to: sqlite.appending(path: "module.modulemap"))
    return ["-I", productsFolder.appending(path: "Modules").path, "-I", folder.path]
  }

  private static func build(_ era: String, _ programs: [FixtureProgram]) throws -> ProgramBinary {
    let folder = try folderUntilExit()
    let complaints = Mutex<[String: String]>([:])
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: programs.count) { index in
      do {
        let said = try compile(programs[index], number: index, in: folder)
        if let said { complaints.withLock { $0[programs[index].entry.name] = said } }
      } catch { failure.withLock { $0 = error } }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    let sound = complaints.withLock { said in programs.indices.filter { said[programs[$0].entry.name] == nil } }
    let chooser = folder.appending(path: "main.swift")
    try chooserText(sound.map { ($0, programs[$0].entry.name) }).write(to: chooser, atomically: true, encoding: .utf8)
    let executable = folder.appending(path: "programs")
    let objects = sound.map { folder.appending(path: "P\($0).o").path }
    let linked = try execute(
      "/usr/bin/env",
      ["swiftc", chooser.path] + objects + ["-L", productsFolder.path, "-lWaxwingEngine", "-lsqlite3", "-o", executable.path], in: folder)
    guard linked.status == 0 else { throw BuildFailure(said: linked.errors) }
    return ProgramBinary(executable: executable, folder: folder, complaints: complaints.withLock { $0 })
  }

  /// Compiles a program as `waxwing run` would; gives what the compiler complains about.
  private static func compile(_ program: FixtureProgram, number: Int, in folder: URL) throws -> String? {
    let text = try String(contentsOf: program.file, encoding: .utf8)
    var script = "#sourceLocation(file: \"\(program.file.path)\", line: 1)\n\(text)\n#sourceLocation()\n"
    let flow = program.entry.flow ?? "flow"
    if !text.contains("runMain(") { script += "BytewaxEntry.run { \(flow)\(text.contains("func \(flow)()") ? "()" : "") }\n" }
    let own = folder.appending(path: "P\(number)")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    let main = own.appending(path: "main.swift")
    try script.write(to: main, atomically: true, encoding: .utf8)
    let digits = program.era.filter { $0 != "." }
    let compiled = try execute(
      "/usr/bin/env",
      [
        "swiftc", "-c", "-swift-version", "6", "-Werror", "DeprecatedDeclaration", "-module-name", "P\(number)", "-module-alias", "Bytewax=Bytewax\(digits)",
        "-module-alias", "BytewaxPeriodic=BytewaxPeriodic017",
        "-Xfrontend", "-entry-point-function-name", "-Xfrontend", "main_P\(number)", main.path, "-o", "\(own.path).o",
      ] + searchingModules, in: own)
    return compiled.status == 0 ? nil : compiled.errors + compiled.output
  }

  private static func chooserText(_ programs: [(number: Int, name: String)]) -> String {
    let declarations = programs.map {
      """
      @_silgen_name("main_P\($0.number)")
      func program\($0.number)(_ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32

      """
    }
    let cases = programs.map { "case \"\($0.name)\": exit(program\($0.number)(CommandLine.argc, CommandLine.unsafeArgv))\n" }
    return """
      import Foundation
      \(declarations.joined())
      switch ProcessInfo.processInfo.environment["FIXTURE_PROGRAM"] ?? "" {
      \(cases.joined())
      default: exit(64)
      }
      """
  }

  /// Runs a program in a folder of its own, as Fixtures/Programs/README.md says.
  func run(_ name: String, workers: Int) throws -> (result: ProcessResult, out: [String: String]) {
    let place = folder.appending(path: "run-\(name)-\(workers)")
    try FileManager.default.createDirectory(at: place.appending(path: "out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: place.appending(path: "Fixtures"), withDestinationURL: packageFolder.appending(path: "Fixtures"))
    let result = try execute(
      executable.path, ["-w", "\(workers)"], in: place, environment: ["FIXTURE_PROGRAM": name])
    let names = try FileManager.default.contentsOfDirectory(atPath: place.appending(path: "out").path)
    let out = try names.map { ("out/\($0)", try String(contentsOf: place.appending(path: "out/\($0)"), encoding: .utf8)) }
    return (result, Dictionary(uniqueKeysWithValues: out))
  }
}

/// Thrown when programs cannot be linked.
struct BuildFailure: Error, CustomStringConvertible {
  let said: String
  var description: String { "the fixture programs cannot be linked; build the package's products first: \(said)" }
}
