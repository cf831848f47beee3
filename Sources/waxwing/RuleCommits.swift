import ArgumentParser
import Foundation
import Rewriting
import RuleBook
import ShownText
import SourceWrites

/// Writes what each rule changes and commits it, one rule after the other, in the order of the eras.
struct RuleCommits {
  let book: RuleBook
  let git: GitGuard

  /// Writes and commits all outcomes. Each commit is written all or none; a commit that git refuses ends it, and says what is done.
  func write(_ outcomes: [FileOutcome]) throws {
    let trees = try git.trees(of: outcomes.map(\.path))
    guard trees.values.reduce(0, { $0 + $1.count }) == outcomes.count else {
      printError(
        "error: not all files are in a git work tree, so they cannot be committed; run 'git init' and commit them, or use --write"
      )
      throw ExitCode(1)
    }
    for (tree, files) in trees { try check(tree, files) }
    let starts = trees.keys.compactMap { tree in tree.head.map { (tree.root, $0) } }
    var texts = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.path, $0.before) })
    var count = 0
    let journal = WriteJournal.ofThisFolder(finisher: FinishWrites.words)
    for step in steps(outcomes) {
      try journal.begin()
      for (path, text) in step.files { try journal.add(TextReplacement(path: path, before: texts[path] ?? [], after: text)) }
      try journal.commit()
      for (path, text) in step.files { texts[path] = text }
      for (tree, files) in try git.trees(of: step.files.map(\.path)) {
        try tree.commit(files, message: message(step.rule, step.hop))
      }
      // The way back is git's from here on.
      try journal.discard()
      count += 1
      printError("committed \(step.rule): \(step.files.count) file\(step.files.count == 1 ? "" : "s")")
    }
    for (rule, hosts) in merged(outcomes) {
      printError("\(rule): is part of what was committed for \(hosts.joined(separator: ", "))")
    }
    for (root, commit) in starts {
      printError("\(root): 'git reset --hard \(commit.prefix(12))' goes back to before the first of \(count) commits")
    }
    for tree in trees.keys where !git.isTrusted && tree.hasHooks {
      printError("\(tree.root): its hooks were not run; --trust runs them, and whatever else the tree brings")
    }
    for tree in trees.keys where tree.isDetached {
      printError("\(tree.root): no branch holds these commits; name one with 'git switch -c NAME'")
    }
  }

  /// A file's own uncommitted changes would end up in the first commit.
  private func check(_ tree: GitTree, _ files: [String]) throws {
    let root = URL(fileURLWithPath: tree.root).resolvingSymlinksInPath().path
    let dirty = try tree.changes().first { files.contains("\(root)/\($0.path)") }
    if let dirty {
      printError(
        "error: \(dirty.path.shownPath): has changes of its own, which would be committed with the migration's; commit them first"
      )
      throw ExitCode(1)
    }
  }

  /// What each rule makes of each file, rules in the order in which they are applied.
  private func steps(_ outcomes: [FileOutcome]) -> [(hop: Hop, rule: String, files: [(path: String, text: [UInt8])])] {
    var steps: [String: (hop: Hop, rule: String, files: [(path: String, text: [UInt8])])] = [:]
    for outcome in outcomes {
      var last = outcome.before
      for stage in outcome.stages(book) where stage.text != last {
        last = stage.text
        steps["\(stage.hop) \(stage.rule)", default: (stage.hop, stage.rule, [])].files.append((outcome.path, stage.text))
      }
      if last != outcome.after {
        steps["~", default: (Hop(from: "~", to: "~"), "what is left", [])].files.append((outcome.path, outcome.after))
      }
    }
    return steps.values.sorted { ($0.hop, $0.rule) < ($1.hop, $1.rule) }
  }

  /// The rules that have no commit of their own, in order, with those whose commits they are part of.
  private func merged(_ outcomes: [FileOutcome]) -> [(rule: String, hosts: [String])] {
    let committed = Set(steps(outcomes).map(\.rule))
    var merged: [String: Set<String>] = [:]
    for outcome in outcomes { merged.merge(outcome.mergedRules) { $0.union($1) } }
    return merged.filter { !committed.contains($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
  }

  private func message(_ id: String, _ hop: Hop) -> String {
    guard let rule = book[id] else {
      return "\(id): \(id == "pinned-era" ? "imports name the era they are for" : "bring to the new era")\n"
    }
    return "\(id): \(rule.summary)\n\n\(rule.explain)\n\nBytewax \(hop), by 'waxwing migrate --commit-per-rule'.\n"
  }
}
