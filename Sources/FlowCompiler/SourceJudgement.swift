import Foundation

/// Files that are compiled as one module, only to hear what the compiler says.
package struct ModuleSources: Sendable {
  /// The module's name.
  package let name: String
  package let files: [FlowSource]
  /// The file with the module's top-level statements, by its place in `files`; nil when there are none.
  package let script: Int?
  /// What `waxwing run` must know of a script that stands alone; nil for the files of a package.
  package let facts: ScriptFacts?
  /// The language version that the files are compiled as: `5` or `6`.
  package let languageVersion: String
  /// Folders with compiled modules that the files import.
  package let moduleFolders: [String]

  /// The files of a package's target.
  package init(target name: String, files: [FlowSource], script: Int?, languageVersion: String, moduleFolders: [String]) {
    (self.name, self.files, self.script, facts) = (name, files, script, nil)
    (self.languageVersion, self.moduleFolders) = (languageVersion, moduleFolders)
  }

  /// A script, as `waxwing run` takes it.
  package init(script: FlowSource, _ facts: ScriptFacts) {
    (name, files, self.script, self.facts) = ("main", [script], facts.hasMainType ? nil : 0, facts)
    (languageVersion, moduleFolders) = ("6", [])
  }

  /// The modules that the files import.
  package var imports: Set<String> { files.reduce(into: []) { $0.formUnion(importedModules(in: $1.text)) } }
}

extension FlowCompiler {
  /// Everything the compiler says of sources compiled for an era; nothing is linked and nothing is kept.
  ///
  /// Goes as far as the checks for data races do, which a mere type check leaves out.
  package func judge(_ sources: ModuleSources, era: String) throws(FlowCompilerError) -> [CompilerDiagnostic] {
    // What other modules hold is no part of the question, so only files that need none are asked about once.
    guard sources.moduleFolders.isEmpty else { return try diagnostics(of: sources, era: era, making: Self.silence) }
    let cache = try JudgementCache(self, sources, era: era)
    if let known = cache.diagnostics { return known }
    let found = try diagnostics(of: sources, era: era, making: Self.silence)
    cache.keep(found)
    return found
  }

  private static let silence = ["-emit-sil", "-wmo", "-o", "/dev/null"]

  /// What the compiler may use of a processor for files that it only judges. They may be anybody's, and a line can be written on which it
  /// works for hours; it says by itself which, when one expression takes a tenth of that.
  static let judgingSeconds = 60
  static let boundedSolver = ["-Xfrontend", "-solver-expression-time-threshold=\(judgingSeconds / 10)"]

  /// Puts the module that sources compiled for an era are into a folder, for others to import. Returns whether they compile.
  package func makeModule(_ sources: ModuleSources, era: String, in folder: String) throws(FlowCompilerError) -> Bool {
    let module = ["-emit-module", "-emit-module-path", "\(folder)/\(sources.name).swiftmodule", "-enable-testing", "-wmo"]
    return try !diagnostics(of: sources, era: era, making: module).contains { $0.kind == .error }
  }

  private func diagnostics(of sources: ModuleSources, era: String, making product: [String]) throws(FlowCompilerError) -> [CompilerDiagnostic] {
    let workshop = try cache.makeWorkshop()
    defer { cache.discard(workshop) }
    let first = sources.files.first?.path ?? sources.name
    var arguments = product + Self.boundedSolver + ["-Onone", "-swift-version", sources.languageVersion, "-module-name", sources.name]
    arguments += try modules(of: era, importing: sources.imports, for: first, in: workshop)
    arguments += sources.moduleFolders.flatMap { ["-I", $0] }
    if sources.script == nil { arguments.append("-parse-as-library") }
    for (number, file) in sources.files.enumerated() {
      let path = workshop + (number == sources.script ? "/main.swift" : "/file\(number).swift")
      let text = ScriptText(judging: file, asScriptOf: sources.facts)
      guard FileManager.default.createFile(atPath: path, contents: Data(text.bytes))
      else { throw FlowCompilerError(.cache(directory: cache.directory, reason: "disk full?"), file: first) }
      arguments.append(path)
    }
    let result = try Subprogram.run(toolchain.compiler, arguments, outputIn: workshop, processorSeconds: Self.judgingSeconds)
    if let says = CompilerOutput(result.output, script: "", flow: (first, .max)).foreignModules {
      throw FlowCompilerError(.otherToolchain(compiler: toolchain.compiler, compilerSays: says), file: engine.modules)
    }
    let diagnostics = result.output.split(separator: "\n").compactMap { CompilerDiagnostic($0) }
    guard result.status == 0 || diagnostics.contains(where: { $0.kind == .error }) else {
      throw FlowCompilerError(.notCompiled(diagnostics: result.output, errors: 1, era: era), file: first)
    }
    return diagnostics
  }
}
