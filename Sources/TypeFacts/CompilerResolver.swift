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
    (self.compiler, self.store) = (compiler, store)
    self.answers = answers ?? compiler.cache.directory
    let files = (try? FileManager.default.contentsOfDirectory(atPath: compiler.engine.modules)) ?? []
    modules = Set(files.filter { $0.hasSuffix(".swiftmodule") }.map { String($0.dropLast(12)) })
  }

  /// What the compiler says of a file.
  package func resolve(_ file: ParsedFile, era: Era) -> NameResolution {
    let others = TargetFiles.beside(file.path)
    let name = others.isEmpty ? "main.swift" : (file.path as NSString).lastPathComponent
    let files = ([ProgramFile(name: name, bytes: file.bytes)] + others).sorted { $0.name < $1.name }
    let cache = ResolutionCache(answers, compiler, files, era: era.rawValue)
    if let known = cache.answer(about: name) { return resolution(known, of: file) }
    do {
      let answers = try ask(files, era)
      for (name, answer) in answers { cache.keep(answer, about: name) }
      return resolution(answers[name] ?? .names([]), of: file)
    } catch {
      return .unresolved("\(error)")
    }
  }

  /// The answers about all files of a program, which one look at it gives.
  private func ask(_ files: [ProgramFile], _ era: Era) throws -> [String: ResolutionCache.Answer] {
    let workshop = try compiler.cache.makeWorkshop()
    defer { compiler.cache.discard(workshop) }
    if let complaint = try compiler.index(files, era: era.rawValue, in: workshop) {
      let answer = ResolutionCache.Answer.complaint("does not compile as \(era.rawValue) (\(complaint))")
      return Dictionary(files.map { ($0.name, answer) }) { first, _ in first }
    }
    let index = workshop + "/index"
    return Dictionary(files.map { ($0.name, .names(store.names(in: $0.name, store: index) ?? [])) }) { first, _ in first }
  }

  private func resolution(_ answer: ResolutionCache.Answer, of file: ParsedFile) -> NameResolution {
    switch answer {
    case .complaint(let reason): return .unresolved(reason)
    case .names(let indexed):
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
            type: declaration.type))
      }
      return .resolved(TypedNames(names))
    }
  }
}
