import ArgumentParser
import FlowCompiler
import FlowProof
import Foundation
import Rewriting
import RuleBook

/// The options that say how rewritten files are checked before they are written.
struct WriteChecks: ParsableArguments {
  @OptionGroup var compile: CompileOption

  @Flag(
    help: "Run each flow before and after, compare what they give, and do not write those that differ; see 'waxwing help verify'."
  )
  var verifyOutput = false

  @Option(name: .customLong("verify-workers"), help: "Compare outputs with one worker and with this many.")
  var workers = 2

  @OptionGroup(title: "Comparing outputs") var runs: ProofOptions

  /// The outcomes, with those kept back that may not be written. `isLexical` says that a dry run is to be quick and ask nobody; what is
  /// written is checked all the same.
  ///
  /// A machine without a compiler or without the engine is told of once, and everything is written; where outputs were to be
  /// compared, that is an error.
  func checked(_ outcomes: [FileOutcome], _ book: RuleBook, isLexical: Bool = false) throws -> [FileOutcome] {
    var checked = outcomes
    if let reason = compile.reason(isLexical: isLexical) {
      checked = outcomes.map { $0.unproven(reason) }
    } else {
      checked = try verifyOutput ? compile.checked(outcomes, book) : compile.checkedIfPossible(outcomes, book)
    }
    guard verifyOutput, outcomes.contains(where: \.isChanged) else { return checked }
    let watch = InterruptWatch()
    defer { watch.end() }
    let proof = FlowProof(
      compiler: FlowCompiler(engine: try Engine.locate(), toolchain: try Toolchain.locate()), book: book,
      settings: runs.settings(workers: max(1, workers)))
    return try OutputCheck(proof: proof).checked(checked) { printError($0) }
  }
}
