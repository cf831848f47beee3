import Dispatch
import FlowCompiler
import Foundation
import Rewriting
import RuleBook
import SourceFacts
import Synchronization

/// Compiles rewritten files before they are written, and keeps back those that the rewriting broke; compiles the flows in which nothing is
/// to be changed too, because only a compiler knows that there really is nothing.
///
/// Files that are compiled together are judged together: a script by itself, the files of a package's target as one module.
package struct CompileCheck: Sendable {
  let compiler: FlowCompiler
  let book: RuleBook
  /// Whether what the package brings may be run and read: its `Package.swift`, and the modules that its build has left.
  let isTrusted: Bool

  /// - Parameter compiler: a strict one, so that old spellings are told.
  package init(compiler: FlowCompiler, book: RuleBook, isTrusted: Bool = false) {
    (self.compiler, self.book, self.isTrusted) = (compiler, book, isTrusted)
  }

  /// The outcomes with those kept back that may not be written; the others have a finding where there is something to know, and unchanged
  /// flows a proof. `tell` is told of each program that the compiler has judged, and how many there are.
  package func checked(_ outcomes: [FileOutcome], judged tell: @Sendable (_ total: Int) -> Void = { _ in }) -> [FileOutcome] {
    let groups = FileGroups(toolchain: compiler.toolchain, isTrusted: isTrusted).groups(of: outcomes)
    let (before, after) = (SiblingModules(compiler, outcomes, isAfter: false), SiblingModules(compiler, outcomes, isAfter: true))
    let all = groups + users(of: groups.filter(\.isChanged), after)
    let verdicts = Mutex<[Int: CompileVerdict]>([:])
    DispatchQueue.concurrentPerform(iterations: all.count) { index in
      let verdict = self.verdict(on: all[index], outcomes, before, after)
      verdicts.withLock { $0[index] = verdict }
      tell(all.count)
    }
    let judged = verdicts.withLock { $0 }
    // A group that nobody would write stops none of the others.
    let stopped = all.indices.filter {
      judged[$0]?.allowsWriting == false && !(groups.indices.contains($0) && !all[$0].isChanged)
    }
    let waiting = Self.waiting(all, for: stopped, imports: { after.imports(of: all[$0]) })
    var found: [Int: CompileVerdict] = [:]
    for (index, group) in groups.enumerated() {
      let verdict = waiting[index].map { CompileVerdict.waits(for: all[$0].target?.name ?? "", judged[$0]) } ?? judged[index]
      for member in group.members { found[member] = verdict }
    }
    return outcomes.enumerated().map { index, outcome in
      guard let verdict = found[index] else { return outcome }
      if outcome.wantsProof { return outcome.proving(verdict.proof(of: outcome)) }
      guard let finding = verdict.finding(for: outcome) else { return outcome }
      return verdict.allowsWriting ? outcome.noting(finding) : outcome.keptBack(because: [finding])
    }
  }

  /// The targets that stay as they are and import one that changes.
  private func users(of groups: [FileGroup], _ texts: SiblingModules) -> [FileGroup] {
    let changed = Set(groups.compactMap { $0.target?.folder })
    var seen = changed
    return groups.flatMap { group in
      group.siblings.filter { seen.insert($0.folder).inserted }.compactMap { target in
        let user = FileGroup(files: target.files(naming: []), members: [], target: target, siblings: group.siblings)
        let imports = texts.imports(of: user)
        return group.siblings.contains { changed.contains($0.folder) && imports.contains($0.moduleName) } ? user : nil
      }
    }
  }

  /// The groups that cannot be written because a target that they import, or that imports them, is left as it was; with a group of that target.
  private static func waiting(_ groups: [FileGroup], for stopped: [Int], imports: (Int) -> Set<String>) -> [Int: Int] {
    guard !stopped.isEmpty else { return [:] }
    let imports = groups.indices.map(imports)
    func imported(_ one: Int, by other: Int) -> Bool {
      guard let target = groups[one].target, groups[other].siblings.contains(where: { $0.folder == target.folder }) else {
        return false
      }
      return imports[other].contains(target.moduleName)
    }
    var waiting: [Int: Int] = [:]
    var left = stopped
    while let group = left.popLast() {
      for other in groups.indices
      where !stopped.contains(other) && waiting[other] == nil && (imported(group, by: other) || imported(other, by: group)) {
        waiting[other] = group
        left.append(other)
      }
    }
    return waiting
  }

  /// What the compiler says of one group.
  private func verdict(on group: FileGroup, _ outcomes: [FileOutcome], _ old: SiblingModules, _ new: SiblingModules)
    -> CompileVerdict
  {
    if let reason = group.reason { return .notChecked(reason) }
    do {
      let members = group.members.map { outcomes[$0] }
      let after = try new.text(of: group)
      guard let era = after.era else { return .mixed(after.conflict) }
      let diagnostics = try compiler.judge(after.sources(era, modulesIn: new.folders(for: after, of: group)), era: era.rawValue)
      guard let error = diagnostics.first(where: { $0.kind == .error }) else {
        return unexplained(diagnostics, members, era).map { .unfinished($0) } ?? .compiles
      }
      if let module = error.missingModule {
        let untold = isTrusted ? "which has not been built" : "which has not been built, or may not be read without --trust"
        let advice =
          group.target == nil
          ? "which neither Swift nor this engine has; put it into a package" : "\(untold); build the package first"
        return .notChecked("it imports '\(module)', \(advice)")
      }
      if !group.isChanged, let member = members.first {
        return older(than: era, member, after, group.target == nil) ?? .brokenBefore(error)
      }
      let before = try old.text(of: group)
      guard let oldEra = before.era else { return .notChecked(before.conflict) }
      let complaints = try compiler.judge(
        before.sources(oldEra, modulesIn: old.folders(for: before, of: group)), era: oldEra.rawValue)
      return complaints.first { $0.kind == .error }.map { .brokenBefore($0) } ?? .broken(error)
    } catch {
      return .notChecked("\(error)")
    }
  }

  /// That an unchanged script which does not compile as the era it was taken for compiles as an older one that it can be of as well.
  private func older(than era: Era, _ member: FileOutcome, _ text: GroupText, _ isScript: Bool) -> CompileVerdict? {
    guard isScript else { return nil }
    for other in member.detected.possible.filter({ $0 < era }).sorted(by: >) {
      guard let sources = try? text.sources(other), let said = try? compiler.judge(sources, era: other.rawValue) else { continue }
      if !said.contains(where: { $0.kind == .error }) { return .isOlder(other) }
    }
    return nil
  }

  /// The first old spelling left in a rewritten file, of a change up to the era that was aimed at, that no finding speaks of.
  private func unexplained(_ diagnostics: [CompilerDiagnostic], _ members: [FileOutcome], _ era: Era) -> CompilerDiagnostic? {
    let isChanged = members.contains(where: \.isChanged)
    return diagnostics.first { warning in
      guard let id = warning.breakingChange, let member = members.first(where: { $0.path == warning.path }) else { return false }
      // What is old in a file that stays as it is keeps no other file from being written.
      if isChanged, !member.isChanged { return false }
      // What stops a file half-way holds back everything behind it.
      if member.findings.contains(where: { $0.action == .left || $0.rule == id }) { return false }
      guard let rule = book[id], let reached = member.isChanged ? member.reached : era else { return true }
      return rule.hop.from < reached.rawValue
    }
  }
}
