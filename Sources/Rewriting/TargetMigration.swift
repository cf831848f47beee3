import SourceFacts

/// Rewrites the files of a package's targets, those that hand flows to one another together.
///
/// A function that adds steps and its callers, a connector and the flow that uses it, can only change at once. Files that belong
/// together are rewritten as one text, with a line between any two of them that shows afterwards where each begins, so they all reach
/// an era or none does. Files that cannot be one text, because they are of different eras for instance, are each on their own.
package struct TargetMigration: Sendable {
  private let migration: Migration
  private let watch: any FileWatch

  package init(_ migration: Migration, watch: any FileWatch = NoFileWatch()) {
    self.migration = migration
    self.watch = watch
  }

  /// Rewrites files; the outcomes stand in the order of the files. `modules` are the names of the modules that they are part of; none
  /// when all are of one.
  ///
  /// Throws `RuleBookError` for a rule that cannot be carried out.
  package func rewrite(_ files: [(path: String, bytes: [UInt8])], modules: [String] = []) throws -> [FileOutcome] {
    let migration = migration.resolving { ModuleResolver($0, about: files, modules: modules) }
    var outcomes: [Int: FileOutcome] = [:]
    for group in FlowLinks(files, modules: modules, watch: watch).groups {
      if let joined = JoinedText(group.map { files[$0] }),
        let parts = try watch.judging(joined.path, joined: true, { try rewrite(joined, migration) })
      {
        for (index, outcome) in zip(group, parts) { outcomes[index] = outcome }
      } else {
        for index in group { outcomes[index] = try rewrite(files[index], migration) }
      }
    }
    return files.indices.compactMap { outcomes[$0] }
  }

  private func rewrite(_ file: (path: String, bytes: [UInt8]), _ migration: Migration) throws -> FileOutcome {
    if let reason = watch.refusal(of: file.path) { return FileOutcome(unjudged: file.path, reason: reason) }
    return try watch.judging(file.path, joined: false) { try migration.rewrite(path: file.path, bytes: file.bytes) }
  }

  /// Rewrites files as one; nil when they cannot be one.
  private func rewrite(_ joined: JoinedText, _ migration: Migration) throws -> [FileOutcome]? {
    let whole = try migration.resolving { joined.resolver($0) }.rewrite(path: joined.path, bytes: joined.bytes)
    guard !whole.hasFailed, whole.from != nil, let texts = joined.parts(of: whole.after) else { return nil }
    let hops = whole.hops.map(joined.moved)
    let left = whole.findings.first { $0.action == .left }.flatMap { left in
      joined.files.indices.lazy.compactMap { joined.moved(left, to: $0) }.first
    }
    return joined.files.indices.map { index in
      var outcome = FileOutcome(path: joined.files[index].path, before: joined.files[index].bytes, after: texts[index], detected: joined.moved(whole.detected, to: index))
      (outcome.from, outcome.reached, outcome.unresolved) = (whole.from, whole.reached, whole.unresolved)
      outcome.findings = whole.findings.compactMap { joined.moved($0, to: index) }
      outcome.findings += waiting(for: left, outcome)
      outcome.suppressed = whole.suppressed.compactMap { said in
        joined.moved(said.finding, to: index).map { SuppressedFinding($0, reason: said.reason, isInSource: said.isInSource) }
      }
      outcome.hops = hops.compactMap { $0[index] }
      for finding in outcome.findings where finding.action == .rewritten || finding.action == .review {
        outcome.edits[finding.rule, default: 0] += 1
      }
      return outcome
    }
  }

  /// That a file waits for a place of another that cannot be rewritten; nothing for one that has such a place itself.
  private func waiting(for left: Finding?, _ outcome: FileOutcome) -> [Finding] {
    guard let left, !outcome.findings.contains(where: { $0.action == .left }) else { return [] }
    return [
      Finding(
        rule: left.rule, file: outcome.path, severity: left.severity, action: .held,
        message: "goes with \(left.file), where line \(left.line) cannot be rewritten")
    ]
  }
}
