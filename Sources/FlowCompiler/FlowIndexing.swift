import Foundation

/// One Swift file of a program, under the name it has among the program's files.
package struct ProgramFile: Sendable, Equatable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}

extension FlowCompiler {
  /// Checks the types of a program's files and writes into `folder`/index what each name in them refers to.
  ///
  /// Nothing is compiled, so this takes a tenth of a second. `moduleFolders` hold what else the files import. Returns nil, or the first
  /// error the compiler found.
  package func index(
    _ files: [ProgramFile], era: String, modulesIn moduleFolders: [String] = [], in folder: String
  ) throws(FlowCompilerError) -> String? {
    let first = files.first?.name ?? ""
    let imported = files.reduce(into: Set<String>()) { $0.formUnion(importedModules(in: String(decoding: $1.bytes, as: UTF8.self))) }
    var arguments = try modules(of: era, importing: imported, for: first, in: folder) + [
      "-swift-version", "6", "-module-name", "main",
      "-typecheck", "-index-store-path", folder + "/index", "-index-ignore-system-modules", "-index-include-locals",
    ]
    arguments += Self.boundedSolver + moduleFolders.flatMap { ["-I", $0] }
    if files.count == 1, ScriptFacts.hasMainType(String(decoding: files[0].bytes, as: UTF8.self)) { arguments.append("-parse-as-library") }
    for (position, file) in files.enumerated() {
      let path = folder + "/" + file.name
      let bytes = position == 0 ? file.bytes + Self.epilogue(files, era: era, importing: imported) : file.bytes
      guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
        throw FlowCompilerError(.cache(directory: folder, reason: "disk full?"), file: file.name)
      }
      arguments.append(path)
    }
    let result = try Subprogram.run(toolchain.compiler, arguments, outputIn: folder, processorSeconds: Self.judgingSeconds)
    guard result.status != 0 else { return nil }
    let says = result.output.split(separator: "\n").first { $0.contains("error: ") } ?? "it ended with status \(result.status)"
    return says.hasPrefix(folder + "/") ? String(says.dropFirst(folder.count + 1)) : String(says)
  }

  /// What an answer about a file's names depends on besides the files: one line each.
  package var indexCircumstances: String {
    "compiler \(toolchain.mark)\nengine \(FileMark.of(engine.archive))\nwaxwing \(FileMark.of(RunningExecutable.path))\n"
  }

  /// Beside Foundation, `Stream` is ours only if the program says so; see `ScriptText`.
  private static func epilogue(_ files: [ProgramFile], era: String, importing imported: Set<String>) -> [UInt8] {
    let module = EraModules.name(of: era, importing: imported)
    let declares = files.contains { file in
      let text = String(decoding: file.bytes, as: UTF8.self)
      return ["typealias Stream", "class Stream", "struct Stream", "enum Stream"].contains(where: text.contains)
    }
    return EraModules.hasStreams(era) && !declares ? Array("\nimport \(module)\ntypealias Stream = \(module).Stream\n".utf8) : []
  }
}
