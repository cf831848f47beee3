import ArgumentParser
import FlowCompiler
import FlowProof
import Rewriting
import RuleBook
import Synchronization

/// Whether the compiler is asked about rewritten files, and about flows in which nothing is to be changed.
///
/// A report, a dry run and a migration ask alike, so that all three count what would really be written.
struct CompileOption: ParsableArguments {
  @Flag(
    name: .customLong("no-compile-check"),
    help: "Do not ask the compiler whether rewritten files compile, and whether there is really nothing to do in the others.")
  var skipsCompiler = false

  @Flag(
    help: """
      Trust whoever made these files: run the package's Package.swift where its text does not say enough, read the modules that its build \
      has left, and let git run its hooks and filters. Never taken from settings.
      """)
  var trust = false

  /// Why the compiler is not asked, in words; nil when it is.
  func reason(isLexical: Bool) -> String? {
    if skipsCompiler { return "the compiler was not asked (--no-compile-check)" }
    return isLexical ? "the compiler was not asked (--evidence lexical)" : nil
  }

  /// The outcomes as the compiler lets them be; throws a `FlowCompilerError` on a machine without a compiler or without the engine.
  func checked(_ outcomes: [FileOutcome], _ book: RuleBook) throws -> [FileOutcome] {
    guard outcomes.contains(where: { $0.isChanged || $0.wantsProof }) else { return outcomes }
    let compiler = FlowCompiler(engine: try Engine.locate(), toolchain: try Toolchain.locate(), isStrict: true)
    // The compiler takes far longer than all else.
    let progress = Mutex<Progress?>(nil)
    defer { progress.withLock { $0?.end() } }
    return CompileCheck(compiler: compiler, book: book, isTrusted: trust).checked(
      outcomes,
      judged: { total in
        progress.withLock { progress in
          if progress == nil { progress = Progress(total: total, of: "programs compiled") }
          progress?.step()
        }
      })
  }

  /// The same, telling of a missing compiler once.
  func checkedIfPossible(_ outcomes: [FileOutcome], _ book: RuleBook) throws -> [FileOutcome] {
    do { return try checked(outcomes, book) } catch let error as FlowCompilerError {
      printError("not checked by the compiler: \(error)")
      return outcomes.map { $0.unproven("there is no compiler to ask") }
    }
  }
}

extension FileOutcome {
  /// The outcome with why nobody proved it, if it wants a proof.
  func unproven(_ reason: String) -> FileOutcome { wantsProof ? proving(.open(reason)) : self }
}
