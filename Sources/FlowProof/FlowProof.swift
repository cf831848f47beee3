import Dispatch
import FlowCompiler
import Foundation
import Rewriting
import RuleBook
import SourceFacts
import Synchronization

/// Runs a flow through its era's shim and its rewrite on the newer era, on the same input, and compares what they give.
///
/// Each side runs in a copy of the working folder. The old side is run twice, so that what differs from run to run is not laid at
/// the rewriting's door.
package struct FlowProof: Sendable {
  let compiler: FlowCompiler
  let book: RuleBook
  let settings: ProofSettings
  let resolver: (any NameResolver)?

  /// - Parameter resolver: whom the rewriting asks about names; nil for nobody.
  package init(compiler: FlowCompiler, book: RuleBook, settings: ProofSettings, resolver: (any NameResolver)? = nil) {
    (self.compiler, self.book, self.settings, self.resolver) = (compiler, book, settings, resolver)
  }

  /// Rewrites a flow in memory and compares the two sides.
  ///
  /// Throws only what keeps every flow from being compared: no compiler, no engine, a rule that cannot be carried out.
  package func verdict(on flow: String, from: Era?, to: Era) throws -> FlowVerdict {
    let reference: FlowReference
    let source: FlowSource
    do throws(FlowCompilerError) {
      reference = try FlowReference(flow)
      source = try FlowSource(path: reference.path)
    } catch {
      return FlowVerdict(file: error.file, .failed, reason: String("\(error)".dropFirst(error.file.count + 2)))
    }
    return try verdict(
      on: Migration(book: book, from: from, to: to, resolver: resolver).rewrite(path: reference.path, bytes: source.bytes),
      reference, to)
  }

  /// Compares the two sides of a file that has been rewritten in memory.
  package func verdict(on outcome: FileOutcome, _ named: FlowReference? = nil, _ target: Era = .newest) throws -> FlowVerdict {
    let file = outcome.path
    if let problem = outcome.findings.first(where: { Migration.problems.contains($0.rule) }) {
      return FlowVerdict(file: file, .failed, reason: "line \(problem.line): \(problem.message)")
    }
    guard let from = outcome.from, let reached = outcome.reached else {
      return FlowVerdict(file: file, .failed, reason: "imports no Bytewax module; name a flow")
    }
    guard reached > from else {
      let left = outcome.findings.first { $0.action == .left }.map { "line \($0.line): \($0.message)" }
      let reason =
        left.map { "it stays \(from.rawValue), because of \($0)" }
        ?? "it is \(from.rawValue) already, so there is nothing to compare"
      return FlowVerdict(file: file, from: from.rawValue, to: reached.rawValue, .notComparable, reason: reason)
    }
    do {
      var verdict = try compared(outcome, named, from, reached)
      if verdict.kind == .same, reached < target, let left = outcome.findings.first(where: { $0.action == .left }) {
        verdict = FlowVerdict(
          file: file, from: from.rawValue, to: reached.rawValue, .same,
          reason: "only as far as \(reached.rawValue), because of line \(left.line): \(left.message)", runs: verdict.runs)
      }
      return verdict
    } catch let obstacle as Obstacle {
      return FlowVerdict(file: file, from: from.rawValue, to: reached.rawValue, .notComparable, reason: obstacle.description)
    }
  }

  private func compared(_ outcome: FileOutcome, _ named: FlowReference?, _ from: Era, _ reached: Era) throws -> FlowVerdict {
    let source = try FlowSource(path: outcome.path, bytes: outcome.before)
    let facts = FlowFacts(ParsedFile(path: outcome.path, text: source.text))
    let habits = FlowHabits(facts, isRehearsed: settings.kafka != nil)
    if let obstacle = habits.obstacle { throw Obstacle(obstacle) }
    let reference =
      try named.flatMap { $0.name == nil ? nil : $0 }
      ?? Self.onlyFlow(of: outcome.path, try ScriptFacts(facts, of: source, wantedEra: from.rawValue), facts)
    let sides = try compile(reference, [(source, from), (try FlowSource(path: outcome.path, bytes: outcome.after), reached)])
    let old: CompiledProgram
    switch sides[0] {
    case .success(let program): old = program
    case .failure(let error): throw Obstacle("the old flow does not compile: \(Self.sentence(error))")
    }
    if habits.usesKafka && settings.crash != nil {
      throw Obstacle("it uses Kafka, whose topics are not compared after kills; leave --crash out")
    }
    let copy = try WorkingCopy(of: settings.folder, only: settings.inputs, .init(bytes: settings.copiedBytes))
    let notes = copy.path + "-notes"
    try RunningPrograms.makeFolder(notes)
    defer { RunningPrograms.remove(folder: notes) }
    let environment = habits.usesKafka ? settings.kafka?.variables(notes: "\(notes)/read") ?? [:] : [:]
    func trial(_ new: String) -> FlowTrial {
      FlowTrial(old: old.path, new: new, copy: copy, settings: settings, habits: habits, environment: environment)
    }
    let new: CompiledProgram
    switch sides[1] {
    case .success(let program): new = program
    case .failure(let error):
      if let message = try trial("").runOld() {
        throw Obstacle("the old flow fails (\(message)), and the rewritten one does not compile: \(Self.sentence(error))")
      }
      return FlowVerdict(
        file: outcome.path, from: from.rawValue, to: reached.rawValue, .differs,
        reason: "the rewritten flow does not compile: \(Self.sentence(error))")
    }
    var verdict = FlowVerdict(
      file: outcome.path, from: from.rawValue, to: reached.rawValue, runs: try trial(new.path).run(settings.workers))
    if let crash = settings.crash, verdict.kind == .same {
      let workers = verdict.runs.last { $0.kind == .same }?.workers ?? 1
      verdict.crash = try CrashTrial(
        sides: [(old.path, from), (new.path, reached)], copy: copy, settings: settings, crash: crash, workers: workers
      ).run()
    }
    return verdict
  }

  /// Compiles both sides at once. What a side's compiler says is that side's; what is wrong with the machine is thrown.
  private func compile(_ reference: FlowReference, _ sides: [(FlowSource, Era)]) throws -> [Result<CompiledProgram, any Error>] {
    let results = Mutex<[Int: Result<CompiledProgram, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: sides.count) { index in
      let (text, era) = sides[index]
      let result = Result {
        try compiler.build(reference, era: era.rawValue, text: text) { try ScriptFacts(of: $0, wantedEra: era.rawValue) }
      }
      results.withLock { $0[index] = result }
    }
    let found = results.withLock { results in sides.indices.compactMap { results[$0] } }
    for case .failure(let error as FlowCompilerError) in found {
      switch error.code {
      case .noCompiler, .noEngine, .cache, .otherToolchain, .unknownEra: throw error
      default: continue
      }
    }
    return found
  }

  /// The first thing the compiler complains of, or the error itself.
  private static func sentence(_ error: any Error) -> String {
    guard let error = error as? FlowCompilerError else { return "\(error)" }
    let lines = error.diagnostics?.split(separator: "\n") ?? []
    return lines.compactMap { CompilerDiagnostic($0) }.first { $0.kind == .error }.map { "line \($0.line): \($0.message)" }
      ?? "\(error)"
  }

  /// The flow of a file when nobody has named one: `flow`, or the only one there is.
  private static func onlyFlow(of path: String, _ script: ScriptFacts, _ facts: FlowFacts) throws -> FlowReference {
    if script.runsItself || script.flows.contains("flow") || script.functions.contains("flow") { return try FlowReference(path) }
    let makers = facts.functions.filter {
      $0.function == nil && $0.type == nil && $0.returnType == "Dataflow" && $0.parameters.isEmpty
    }
    let names = script.flows + makers.map(\.name)
    guard names.count == 1 else {
      throw Obstacle(
        names.isEmpty
          ? "it leaves no flow at top level to run"
          : "it has the flows \(names.joined(separator: ", ")); compare one by one with 'waxwing verify \(path):\(names[0])'")
    }
    return try FlowReference("\(path):\(names[0])")
  }
}
