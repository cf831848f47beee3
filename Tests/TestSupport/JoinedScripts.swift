import Foundation
import Synchronization

/// Many flows' scripts in one executable, because linking takes longer than compiling a small flow.
///
/// Each script is a module whose entry point has a name of its own; a variable of the environment chooses which one runs.
package struct JoinedScripts: Sendable {
  /// One script, as it stands in its file.
  package struct Script: Sendable {
    package let name: String
    package let era: String
    /// The file that diagnostics name.
    package let path: String
    package let text: String
    /// The expression that gives the flow; nil for a script that runs itself.
    package let flow: String?

    package init(name: String, era: String, path: String, text: String, flow: String?) {
      (self.name, self.era, self.path, self.text, self.flow) = (name, era, path, text, flow)
    }
  }

  /// Thrown when scripts that compile cannot be linked.
  package struct LinkFailure: Error, CustomStringConvertible {
    let said: String
    package var description: String { "the scripts cannot be linked; build the package's products first: \(said)" }
  }

  /// Holds the name of the script that the executable is to run.
  package static let variable = "FIXTURE_PROGRAM"

  package let executable: URL
  package let folder: URL
  /// What the compiler said of scripts that do not compile, by name.
  package let complaints: [String: String]

  /// Compiles and links scripts in a folder that is there.
  package init(_ scripts: [Script], in folder: URL, compilerFlags: [String] = []) throws {
    self.folder = folder
    let modules = try Self.searchingModules
    let complaints = Mutex<[String: String]>([:])
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: scripts.count) { index in
      do {
        let said = try Self.compile(scripts[index], number: index, in: folder, compilerFlags + modules)
        if let said { complaints.withLock { $0[scripts[index].name] = said } }
      } catch { failure.withLock { $0 = error } }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    self.complaints = complaints.withLock { $0 }
    let sound = scripts.indices.filter { complaints.withLock { $0 }[scripts[$0].name] == nil }
    executable = try Self.link(sound.map { ($0, scripts[$0].name) }, in: folder)
  }

  /// What makes the compiler find the engine's modules. That of SQLite, which the store's modules ask for by name, is made empty here,
  /// because nothing of it is used.
  package static var searchingModules: [String] { get throws { try madeModules.get() } }
  private static let madeModules = Result {
    let folder = try folderUntilExit()
    let sqlite = folder.appending(path: "GRDBSQLite")
    try FileManager.default.createDirectory(at: sqlite, withIntermediateDirectories: true)
    try Data("module GRDBSQLite {}\n".utf8).write(to: sqlite.appending(path: "module.modulemap"))
    return ["-I", productsFolder.appending(path: "Modules").path, "-I", folder.path]
  }

  /// Compiles a script as `waxwing run` would; gives what the compiler complains about.
  private static func compile(_ program: Script, number: Int, in folder: URL, _ flags: [String]) throws -> String? {
    var text = "#sourceLocation(file: \"\(program.path)\", line: 1)\n\(program.text)\n#sourceLocation()\n"
    // Beside Foundation, `Stream` is Bytewax's only where the program says so.
    if program.era >= "0.18", !program.text.contains("typealias Stream") { text += "typealias Stream = Bytewax.Stream\n" }
    if let flow = program.flow { text += "BytewaxEntry.run { \(flow) }\n" }
    let own = folder.appending(path: "P\(number)")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    let main = own.appending(path: "main.swift")
    try text.write(to: main, atomically: true, encoding: .utf8)
    let digits = program.era.filter { $0 != "." }
    let compiled = try execute(
      "/usr/bin/env",
      [
        "swiftc", "-c", "-swift-version", "6", "-module-name", "P\(number)", "-module-alias", "Bytewax=Bytewax\(digits)",
        "-module-alias", "BytewaxPeriodic=BytewaxPeriodic017",
        "-Xfrontend", "-entry-point-function-name", "-Xfrontend", "main_P\(number)", main.path, "-o", "\(own.path).o",
      ] + flags, in: own)
    return compiled.status == 0 ? nil : compiled.errors + compiled.output
  }

  private static func link(_ scripts: [(number: Int, name: String)], in folder: URL) throws -> URL {
    let chooser = folder.appending(path: "main.swift")
    try chooserText(scripts).write(to: chooser, atomically: true, encoding: .utf8)
    let executable = folder.appending(path: "programs")
    let objects = folder.appending(path: "objects")
    // In a file, because a thousand names are more than a command may hold.
    try scripts.map { folder.appending(path: "P\($0.number).o").path + "\n" }.joined().write(to: objects, atomically: true, encoding: .utf8)
    let linked = try execute(
      "/usr/bin/env",
      ["swiftc", chooser.path, "@\(objects.path)", "-L", productsFolder.path, "-lWaxwingEngine", "-lsqlite3", "-o", executable.path], in: folder)
    guard linked.status == 0 else { throw LinkFailure(said: linked.errors) }
    return executable
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
      switch ProcessInfo.processInfo.environment["\(variable)"] ?? "" {
      \(cases.joined())
      default: exit(64)
      }
      """
  }
}
