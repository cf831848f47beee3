import ArgumentParser
import FlowCompiler
import FlowProof
import Foundation
import Rewriting
import RuleBook

/// The options that say how rewritten files are checked before they are written.
struct WriteChecks: ParsableArguments {
  @Flag(name: .customLong("no-compile-check"), help: "Write without asking the compiler.")
  var skipsCompiler = false

  /// The outcomes, with those kept back that may not be written; `isWriting` says whether the others will be.
  ///
  /// A machine without a compiler or without the engine is told of once, and everything is written.
  func checked(_ outcomes: [FileOutcome], _ book: RuleBook, isWriting: Bool) -> [FileOutcome] {
    guard isWriting, !skipsCompiler, outcomes.contains(where: \.isChanged) else { return outcomes }
    do {
      let compiler = FlowCompiler(engine: try Engine.locate(), toolchain: try Toolchain.locate(), isStrict: true)
      return CompileCheck(compiler: compiler, book: book).checked(outcomes)
    } catch {
      printError("not checked by the compiler: \(error)")
      return outcomes
    }
  }
}
