import Foundation

/// Turns a flow's unchanged source file into a program that runs it, or finds the program made earlier.
package struct FlowCompiler: Sendable {
  /// How well the flow's own code is optimised.
  package enum Optimization: String, Sendable {
    /// As fast as the engine.
    case speed = "-O"
    /// Quick to compile; for flows that are being worked on.
    case quick = "-Onone"
  }

  package let engine: Engine
  package let toolchain: Toolchain
  package let cache: ProgramCache
  package let optimization: Optimization
  /// Whether the compiler warns of what later eras no longer have.
  package let isStrict: Bool

  /// - Parameter optimization: nil compiles like the engine itself was compiled.
  package init(
    engine: Engine, toolchain: Toolchain, cache: ProgramCache = ProgramCache(), optimization: Optimization? = nil,
    isStrict: Bool = false
  ) {
    self.isStrict = isStrict
    (self.engine, self.toolchain, self.cache) = (engine, toolchain, cache)
    self.optimization = optimization ?? (engine.isDebug ? .quick : .speed)
  }

  /// The program for a flow.
  ///
  /// The cache is asked first, so that a flow that was compiled before starts without anyone reading its Swift.
  ///
  /// - Parameters:
  ///   - era: the era that was asked for, `auto` included; only part of what the cached program is known by.
  ///   - text: what to compile in place of what the file holds.
  ///   - facts: reads the source when it has to be compiled; throws when it cannot tell the era.
  package func build(
    _ reference: FlowReference, era: String = "auto", text: FlowSource? = nil, facts: (FlowSource) throws -> ScriptFacts
  ) throws -> CompiledProgram {
    let source = try text ?? FlowSource(path: reference.path)
    let key = ProgramCache.Key(source: source.bytes, circumstances: circumstances(reference, archive: try engine.archive(for: source), era: era))
    // A strict run is for its warnings, so it compiles again.
    if !isStrict, let program = try cache.program(for: key) {
      return CompiledProgram(path: program, flow: reference.path, wasCached: true)
    }
    let facts = try facts(source)
    let workshop = try cache.makeWorkshop()
    do {
      let warnings = try compile(source, reference, facts, in: workshop)
      let program = try cache.keep(workshop, for: key)
      cache.sweep(now: Date())
      return CompiledProgram(
        path: program, flow: reference.path, wasCached: false, reasons: facts.reasons, warnings: warnings)
    } catch {
      cache.discard(workshop)
      throw error
    }
  }

  private func circumstances(_ reference: FlowReference, archive: String, era: String) -> String {
    """
    flow \(reference.path)
    name \(reference.name ?? "") \(reference.arguments ?? "")
    era \(era)
    optimization \(optimization.rawValue)
    strict \(isStrict)
    compiler \(toolchain.mark)
    engine \(FileMark.of(archive))
    waxwing \(FileMark.of(RunningExecutable.path))

    """
  }

  /// Compiles into the workshop and returns what the compiler warned of.
  private func compile(
    _ source: FlowSource, _ reference: FlowReference, _ facts: ScriptFacts, in workshop: String
  ) throws(FlowCompilerError) -> String {
    let script = workshop + "/main.swift"
    let program = workshop + "/" + ProgramCache.File.program
    let imported = importedModules(in: source.text)
    var arguments = ["-swift-version", "6", "-module-name", "main", optimization.rawValue, "-wmo"]
    arguments += try modules(of: facts.era, importing: imported, for: source.path, in: workshop)
    if facts.hasMainType { arguments.append("-parse-as-library") }
    if source.importsKafka { arguments += ["-lrdkafka", "-lz", Self.cxxLibrary] }
    arguments += linking(facts, to: try engine.archive(for: source)) + [script, "-o", program]
    guard FileManager.default.createFile(atPath: script, contents: Data(ScriptText(source, reference, facts).bytes))
    else { throw FlowCompilerError(.cache(directory: cache.directory, reason: "disk full?"), file: "waxwing run") }
    let runtime = runtimeInside(importing: imported, in: workshop)
    var result = try Subprogram.run(toolchain.compiler, runtime + arguments, outputIn: workshop)
    if result.status != 0, !runtime.isEmpty, result.output.contains("ld.lld: error") {
      result = try Subprogram.run(toolchain.compiler, arguments, outputIn: workshop)
    }
    let output = CompilerOutput(result.output, script: script, flow: (source.path, source.lineCount))
    try check(output, succeeded: result.status == 0, reference, facts)
    try? FileManager.default.removeItem(atPath: script)
    return output.diagnostics
  }

  /// What makes the compiler see the modules a flow of an era is compiled against, and say what it has to say in one form.
  func modules(
    of era: String, importing imported: Set<String>, for file: String, in workshop: String
  ) throws(FlowCompilerError) -> [String] {
    for library in Engine.librariesInC { try name(library, in: workshop) }
    let aliases = try EraModules.aliases(for: era, importing: imported, file: file).flatMap { ["-module-alias", $0] }
    // Old spellings are deprecated for whoever compiles as a package description of version 1 or later, which is nobody else.
    return ["-diagnostic-style", "llvm", "-I", engine.modules, "-I", workshop, "-module-cache-path", cache.compilerModules]
      + aliases + (isStrict ? ["-package-description-version", "1"] : [])
  }

  /// Makes a module of the name that the engine's modules ask for: a C library's. Nothing of it is used when a flow is compiled, so it is empty.
  private func name(_ library: String, in workshop: String) throws(FlowCompilerError) {
    let folder = workshop + "/" + library
    guard (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil,
      FileManager.default.createFile(atPath: folder + "/module.modulemap", contents: Data("module \(library) {}\n".utf8))
    else { throw FlowCompilerError(.cache(directory: cache.directory, reason: "disk full?"), file: "waxwing run") }
  }

  /// The library of C++, in which the TLS of a registry's client is written.
  #if os(Linux)
  private static let cxxLibrary = "-lstdc++"
  #else
  private static let cxxLibrary = "-lc++"
  #endif

  /// All of the archive is linked, and what nobody uses is then taken out: a conformance that the runtime looks up by name, as that of a
  /// generic type's argument, is not asked for by any symbol, and would be missing.
  private func linking(_ facts: ScriptFacts, to archive: String) -> [String] {
    #if os(Linux)
    let handler = facts.hasMainType ? [] : ["--defsym=swift_errorInMain=\(ScriptText.errorHandler)"]
    let debugging = engine.isDebug ? [] : ["--strip-debug"]
    let linker = ["--whole-archive", archive, "--no-whole-archive", "--gc-sections"] + debugging + handler
    return ["-use-ld=lld", "-lsqlite3"] + linker.flatMap { ["-Xlinker", $0] }
    #else
    return ["-lsqlite3"] + ["-force_load", archive, "-dead_strip"].flatMap { ["-Xlinker", $0] }
    #endif
  }

  /// What puts Swift's own libraries into the program: it starts in half the time and needs a quarter less memory, of which theirs is most.
  ///
  /// Nothing where they are not installed, for the two that need further libraries, and for a debug engine, whose flows are to be linked fast.
  private func runtimeInside(importing imported: Set<String>, in workshop: String) -> [String] {
    #if os(Linux)
    let others: Set = ["FoundationNetworking", "FoundationXML"]
    let isWanted = !engine.isDebug && imported.isDisjoint(with: others)
    return isWanted && toolchain.hasStaticRuntime(askingIn: workshop) ? ["-static-stdlib"] : []
    #else
    return []
    #endif
  }

  private func check(
    _ output: CompilerOutput, succeeded: Bool, _ reference: FlowReference, _ facts: ScriptFacts
  ) throws(FlowCompilerError) {
    guard !succeeded else { return }
    let name = reference.wantedName
    let code: FlowCompilerError.Code
    if let says = output.foreignModules {
      throw FlowCompilerError(.otherToolchain(compiler: toolchain.compiler, compilerSays: says), file: engine.modules)
    } else if output.errors > 0 || output.ownErrors.isEmpty {
      code = .notCompiled(diagnostics: output.diagnostics, errors: max(1, output.errors), era: facts.era)
    } else if let says = output.endError {
      code = .openEnd(diagnostics: output.diagnostics, compilerSays: says)
    } else if output.ownErrors.contains("cannot find '\(name)' in scope") {
      code = .noFlow(name: name, offers: facts.flows.filter { $0 != name })
    } else {
      code = .notAFlow(name: name, compilerSays: output.ownErrors[0])
    }
    throw FlowCompilerError(code, file: reference.path)
  }
}
