import Dispatch
import FlowCompiler
import Foundation
import Rewriting
import RuleBook
import SourceFacts
import Synchronization

/// Compiles rewritten files before they are written, and keeps back those that the rewriting broke.
///
/// Files that are compiled together are judged together: a script by itself, the files of a package's target as one module.
package struct CompileCheck: Sendable {
  let compiler: FlowCompiler
  let book: RuleBook

  /// - Parameter compiler: a strict one, so that old spellings are told.
  package init(compiler: FlowCompiler, book: RuleBook) {
    (self.compiler, self.book) = (compiler, book)
  }

  /// The outcomes with those kept back that may not be written; the others have a finding where there is something to know.
  package func checked(_ outcomes: [FileOutcome]) -> [FileOutcome] {
    let groups = FileGroups(toolchain: compiler.toolchain).groups(of: outcomes)
    let verdicts = Mutex<[Int: CompileVerdict]>([:])
    DispatchQueue.concurrentPerform(iterations: groups.count) { index in
      let verdict = self.verdict(on: groups[index], outcomes)
      verdicts.withLock { found in for member in groups[index].members { found[member] = verdict } }
    }
    let found = verdicts.withLock { $0 }
    return outcomes.enumerated().map { index, outcome in
      guard let verdict = found[index], let finding = verdict.finding(for: outcome) else { return outcome }
      return verdict.allowsWriting ? outcome.noting(finding) : outcome.keptBack(because: [finding])
    }
  }

  /// What the compiler says of one group.
  func verdict(on group: FileGroup, _ outcomes: [FileOutcome]) -> CompileVerdict {
    if let reason = group.reason { return .notChecked(reason) }
    do {
      let members = group.members.map { outcomes[$0] }
      let after = try GroupText(group, members, \.after, reached: \.reached)
      guard let era = after.era else { return .mixed(after.conflict) }
      let diagnostics = try compiler.judge(after.sources(era), era: era.rawValue)
      guard let error = diagnostics.first(where: { $0.kind == .error }) else {
        return unexplained(diagnostics, members).map { .unfinished($0) } ?? .compiles
      }
      if let module = error.missingModule {
        let advice =
          group.target == nil
          ? "which neither Swift nor this engine has; put it into a package" : "which has not been built; build the package first"
        return .notChecked("it imports '\(module)', \(advice)")
      }
      let before = try GroupText(group, members, \.before, reached: \.from)
      guard let old = before.era else { return .notChecked(before.conflict) }
      let complaints = try compiler.judge(before.sources(old), era: old.rawValue)
      return complaints.first { $0.kind == .error }.map { .brokenBefore($0) } ?? .broken(error)
    } catch {
      return .notChecked("\(error)")
    }
  }

  /// The first old spelling left in a rewritten file, of a change up to the era that was aimed at, that no finding speaks of.
  private func unexplained(_ diagnostics: [CompilerDiagnostic], _ members: [FileOutcome]) -> CompilerDiagnostic? {
    diagnostics.first { warning in
      guard let id = warning.breakingChange, let member = members.first(where: { $0.path == warning.path }) else { return false }
      // What stops a file half-way holds back everything behind it.
      if member.findings.contains(where: { $0.action == .left || $0.rule == id }) { return false }
      guard let rule = book[id], let reached = member.reached else { return true }
      return rule.hop.from < reached.rawValue
    }
  }
}
