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

  @Flag(
    help: "Run each flow before and after, compare what they give, and do not write those that differ; see 'waxwing help verify'."
  )
  var verifyOutput = false

  @Option(name: .customLong("verify-workers"), help: "Compare outputs with one worker and with this many.")
  var workers = 2

  @OptionGroup(title: "Comparing outputs") var runs: ProofOptions

  /// The outcomes, with those kept back that may not be written; `isWriting` says whether the others will be.
  ///
  /// A machine without a compiler or without the engine is told of once, and everything is written; where outputs were to be
  /// compared, that is an error.
  func checked(_ outcomes: [FileOutcome], _ book: RuleBook, isWriting: Bool) throws -> [FileOutcome] {
    guard outcomes.contains(where: \.isChanged), (isWriting && !skipsCompiler) || verifyOutput else { return outcomes }
    do {
      let (engine, toolchain) = (try Engine.locate(), try Toolchain.locate())
      var checked = outcomes
      if !skipsCompiler {
        checked = CompileCheck(compiler: FlowCompiler(engine: engine, toolchain: toolchain, isStrict: true), book: book).checked(
          checked)
      }
      if verifyOutput {
        let watch = InterruptWatch()
        defer { watch.end() }
        checked = try OutputCheck(
          proof: FlowProof(
            compiler: FlowCompiler(engine: engine, toolchain: toolchain), book: book,
            settings: runs.settings(workers: max(1, workers)))
        )
        .checked(checked) { printError($0) }
      }
      return checked
    } catch let error as FlowCompilerError where !verifyOutput {
      printError("not checked by the compiler: \(error)")
      return outcomes
    }
  }
}
