import FlowCompiler
import Foundation
import Rewriting
import SourceFacts

/// Asks the toolchain's compiler what the names of a flow's file refer to: old flows compile against their era's shim.
///
/// A file in a target of a package is looked at together with the target's other files. Answers are kept in the cache of
/// compiled programs, by content.
package struct CompilerResolver: NameResolver {
  private let compiler: FlowCompiler
  private let store: IndexStore
  private let modules: Set<String>
  private let answers: String
  /// The program that questions are expected about; others are put together as they are asked.
  private var target: IndexedProgram?

  /// Finds the engine and the toolchain; throws a message when there is none.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(FlowCompilerError) {
    try self.init(
      FlowCompiler(
        engine: try Engine.locate(), toolchain: try Toolchain.locate(environment: environment), cache: ProgramCache(environment: environment)))
  }

  /// Throws when the toolchain has no reader for its indexes.
  ///
  /// - Parameter answers: the folder in which answers are kept; that of the compiled programs unless told otherwise.
  package init(_ compiler: FlowCompiler, answers: String? = nil) throws(FlowCompilerError) {
    guard let store = IndexStore(compiler.toolchain) else {
      throw FlowCompilerError(.noIndexReader(compiler: compiler.toolchain.compiler), file: "waxwing")
    }
    // Asked for here, so that what is wrong with it is said once, and not of each file.
    let cache = try compiler.cache.folder()
    (self.compiler, self.store) = (compiler, store)
    self.answers = answers ?? cache.path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: compiler.engine.modules)) ?? []
    modules = Set(files.filter { $0.hasSuffix(".swiftmodule") }.map { String($0.dropLast(12)) })
  }

  /// What the compiler says of a file.
  package func resolve(_ file: ParsedFile, era: Era) -> NameResolution {
    let program = target.flatMap { $0.holds(file) ? $0 : nil } ?? IndexedProgram([(file.path, file.bytes)])
    do {
      return resolution(try program.answer(era) { try answer(about: $0, importing: $1, era) }, of: file, in: program)
    } catch {
      return .unresolved("\(error)")
    }
  }

  /// The same resolver, for which the files' target is read and looked at once.
  package func about(_ files: [(path: String, bytes: [UInt8])]) -> any NameResolver {
    var copy = self
    copy.target = IndexedProgram(files)
    return copy
  }

  /// What is known of a program, or what the compiler says of it now.
  private func answer(
    about files: [ProgramFile], importing targets: [TargetFiles.Target], _ era: Era
  ) throws -> ResolutionCache.Answer {
    let others = targets.flatMap { target in target.files.map { ProgramFile(name: "\(target.module)/\($0.name)", bytes: $0.bytes) } }
    let cache = ResolutionCache(answers, compiler, files + others, era: era.rawValue)
    if let known = cache.answer { return known }
    let answer = try ask(files, importing: targets, era)
    cache.keep(answer)
    return answer
  }

  /// Shows a program to the compiler. Only files with Bytewax's name in them will ever be asked about.
  private func ask(_ files: [ProgramFile], importing targets: [TargetFiles.Target], _ era: Era) throws -> ResolutionCache.Answer {
    let workshop = try compiler.cache.makeWorkshop()
    defer { compiler.cache.discard(workshop) }
    let modules = workshop + "/modules"
    if !targets.isEmpty { try FileManager.default.createDirectory(atPath: modules, withIntermediateDirectories: true) }
    for target in targets {
      let sources = ModuleSources(
        target: target.module, files: try target.files.map { try FlowSource(path: $0.name, bytes: $0.bytes) },
        script: target.files.firstIndex { $0.name == "main.swift" }, languageVersion: "6", moduleFolders: [modules])
      guard try compiler.makeModule(sources, era: era.rawValue, in: modules) else {
        return .complaint("imports '\(target.module)', which does not compile as \(era.rawValue)")
      }
    }
    if let complaint = try compiler.index(files, era: era.rawValue, modulesIn: [modules], in: workshop) {
      return .complaint("does not compile as \(era.rawValue) (\(complaint))")
    }
    let asked = files.filter { $0.bytes.contains(name: "Bytewax") }
    return .names(Dictionary(asked.map { ($0.name, store.names(in: $0.name, store: workshop + "/index") ?? []) }) { first, _ in first })
  }

  private func resolution(_ answer: ResolutionCache.Answer, of file: ParsedFile, in program: IndexedProgram) -> NameResolution {
    switch answer {
    case .complaint(let reason):
      // A file that stands alone is compiled under another name than its own.
      return .unresolved(!program.isAlone ? reason : reason.replacing("(main.swift:", with: "(\((file.path as NSString).lastPathComponent):"))
    case .names(let byFile):
      let indexed = byFile[program.name(of: file)] ?? []
      let starts = file.lineStarts
      var known: [String: DeclarationName?] = [:]
      var names: [Int: [TypedNames.Name]] = [:]
      for name in indexed {
        let declaration = known[name.usr] ?? DeclarationName(usr: name.usr)
        known[name.usr] = declaration
        guard let declaration, starts.indices.contains(name.line - 1) else { continue }
        let offset = starts[name.line - 1] + name.column - 1
        names[offset, default: []].append(
          .init(
            isBytewax: modules.contains(declaration.module), isOfBytewax: modules.contains(declaration.home), path: declaration.path,
            type: declaration.type, identity: name.usr))
      }
      return .resolved(TypedNames(names))
    }
  }
}
