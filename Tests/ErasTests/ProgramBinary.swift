import Foundation
import Synchronization
import TestSupport

/// All programs of one era in one executable.
struct ProgramBinary {
  let scripts: JoinedScripts
  var executable: URL { scripts.executable }
  var folder: URL { scripts.folder }
  /// What the compiler said of programs that do not compile, by name.
  var complaints: [String: String] { scripts.complaints }

  private static let eras = Mutex<[String: ProgramBinary]>([:])

  /// The executable of an era, built once.
  static func of(era: String) throws -> ProgramBinary { try of(era, FixtureProgram.all().filter { $0.era == era }, as: "programs") }

  /// The executable of some programs of an era, built once for its name.
  static func of(_ era: String, _ programs: @autoclosure () throws -> [FixtureProgram], as name: String) throws -> ProgramBinary {
    try eras.withLock { eras in
      if let built = eras["\(era) \(name)"] { return built }
      let built = ProgramBinary(
        scripts: try JoinedScripts(try programs().map(script), in: try folderUntilExit(), compilerFlags: ["-Werror", "DeprecatedDeclaration"]))
      eras["\(era) \(name)"] = built
      return built
    }
  }

  private static func script(_ program: FixtureProgram) throws -> JoinedScripts.Script {
    let text = try String(contentsOf: program.file, encoding: .utf8)
    let name = program.entry.flow ?? "flow"
    let flow = text.contains("runMain(") ? nil : name + (text.contains("func \(name)()") ? "()" : "")
    return .init(name: program.entry.name, era: program.era, path: program.file.path, text: text, flow: flow)
  }

  /// Runs a program in a folder of its own, as Fixtures/Programs/README.md says.
  func run(_ name: String, workers: Int) throws -> (result: ProcessResult, out: [String: String]) {
    let place = folder.appending(path: "run-\(name)-\(workers)")
    try FileManager.default.createDirectory(at: place.appending(path: "out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: place.appending(path: "Fixtures"), withDestinationURL: packageFolder.appending(path: "Fixtures"))
    let result = try execute(
      executable.path, ["-w", "\(workers)"], in: place, environment: [JoinedScripts.variable: name])
    let names = try FileManager.default.contentsOfDirectory(atPath: place.appending(path: "out").path)
    let out = try names.map { ("out/\($0)", try String(contentsOf: place.appending(path: "out/\($0)"), encoding: .utf8)) }
    return (result, Dictionary(uniqueKeysWithValues: out))
  }
}
