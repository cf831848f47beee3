import RuleBook
import SourceFacts

/// One step from an era to the next: all its rules, ready to be asked of any number of files.
struct HopRewriter {
  /// A rule with what is to be done at each of its sites.
  private struct Task {
    let rule: Rule
    let actions: [any RuleAction]
    /// Whether the actions are done, rather than the rule only told.
    let isOffered: Bool
    /// Whether it concerns only files that were of the hop's older era to begin with.
    let isFirstHop: Bool
    /// Whether it turns the steps of whole flows into streams.
    let threads: Bool
  }

  let hop: Hop
  private let tasks: [Task]
  /// The rules that shape steps, by the operator they speak of.
  private let shapes: [String: [(rule: Rule, actions: [any StepAction])]]
  private let rules: [String: Rule]
  /// On a hop to an older era, the rules that led to the newer one.
  let newer: [Rule]

  /// `requested` are rules for a person to decide whose edits were asked for by id.
  ///
  /// Throws `RuleBookError` for a rule whose verb cannot use its argument.
  init(hop: Hop, book: RuleBook, requested: Set<String>) throws {
    let rules = book.rules(on: hop)
    self.hop = hop
    newer = book.rules(of: hop.reversed)
    self.rules = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
    shapes = try Self.shapes(rules, requested)
    tasks = try rules.compactMap { rule -> Task? in
      let actions = try rule.edit.compactMap { try ActionRegistry.siteAction($0, in: rule) }
      let threads = rule.edit.contains { $0.verb == StreamThreading.verb }
      // A rule that only shapes steps has its say when another one threads them.
      let isShape = try actions.isEmpty && rule.edit.contains { try ActionRegistry.stepAction($0, in: rule) != nil }
      guard threads || !isShape else { return nil }
      let isOffered = rule.safety != .reportOnly || requested.contains(rule.id) || actions.allSatisfy { $0 is Leave }
      return Task(
        rule: rule, actions: actions, isOffered: isOffered && !actions.isEmpty, isFirstHop: rule.find["first-hop"] != nil,
        threads: threads)
    }
  }

  /// What all rules together want of a file.
  struct Result {
    /// A remark with the rule that makes it.
    typealias Entry = (rule: Rule?, id: String, evidence: Evidence, note: Outcome.Note)

    var edits: [Edit] = []
    var notes: [Entry] = []
    /// Remarks that a comment in the source has no need of, with its reason.
    var ignored: [(entry: Entry, reason: String)] = []
    var isLeft: Bool { notes.contains { $0.note.action == .left } || ignored.contains { $0.entry.note.action == .left } }
  }

  /// Asks every rule. `isFirst` says whether the file was of the hop's older era to begin with.
  func rewrite(_ facts: FlowFacts, isFirst: Bool) -> Result {
    var result = Result()
    let finder = SiteFinder(facts: facts)
    let comments = IgnoreComments(facts.file.bytes)
    for task in tasks where isFirst || !task.isFirstHop {
      if task.threads {
        let threading = StreamThreading(facts: facts, shapes: shapes, rule: task.rule.id)
        add(threading.rewrite(), of: task.rule, evidence: .lexical, but: comments, to: &result)
        continue
      }
      for site in finder.sites(task.rule.find) {
        var outcome = outcome(of: task, at: site, facts)
        // What is ignored is not rewritten either.
        if comments.covering(task.rule.id, line: site.place.line) != nil { outcome.edits = [] }
        add(outcome, of: task.rule, evidence: site.evidence, but: comments, to: &result)
      }
    }
    result.edits += pinnedImports(facts)
    return result
  }

  private func outcome(of task: Task, at site: Site, _ facts: FlowFacts) -> Outcome {
    guard task.isOffered else {
      return Outcome(notes: [.init(action: .reported, message: task.rule.summary, place: site.place)])
    }
    var outcome = task.actions.reduce(Outcome.nothingToDo) { $0 + $1.apply(to: site, facts) }
    if !outcome.edits.isEmpty, outcome.notes.isEmpty {
      let action: Finding.Action = task.rule.safety == .safe ? .rewritten : .review
      outcome.notes.append(.init(action: action, message: task.rule.summary, place: site.place))
    }
    return outcome
  }

  private func add(_ outcome: Outcome, of rule: Rule, evidence: Evidence, but comments: IgnoreComments, to result: inout Result) {
    result.edits += outcome.edits.map { $0.attributed(to: rule.id, evidence: evidence) }
    for note in outcome.notes {
      let id = note.rule ?? rule.id
      let entry = (rules[id] ?? rule, id, note.evidence ?? evidence, note)
      if let comment = comments.covering(id, line: note.place.line) {
        result.ignored.append((entry, comment.reason))
      } else {
        result.notes.append(entry)
      }
    }
  }

  private static func shapes(_ rules: [Rule], _ requested: Set<String>) throws -> [String: [(rule: Rule, actions: [any StepAction])]] {
    var shapes: [String: [(rule: Rule, actions: [any StepAction])]] = [:]
    for rule in rules {
      // A rule with an exact form says what to look at, unless the exact form is asked for.
      let isExact = requested.contains(rule.id)
      let hasExact = rule.edit.contains { $0.verb == ExactBatch.verb }
      let steps = rule.edit.filter { !hasExact || ($0.verb == ExactBatch.verb) == isExact }
      let actions = try steps.compactMap { try ActionRegistry.stepAction($0, in: rule) }
      guard !actions.isEmpty else { continue }
      for name in rule.find["operator"]?.list ?? [] { shapes[name, default: []].append((rule, actions)) }
    }
    return shapes
  }

  /// A file that names its era in an import names the next one afterwards.
  private func pinnedImports(_ facts: FlowFacts) -> [Edit] {
    let old = hop.from.replacing(".", with: "")
    let new = hop.to.replacing(".", with: "")
    return facts.imports.compactMap { fact in
      guard fact.module.hasPrefix("Bytewax"), fact.module.hasSuffix(old) else { return nil }
      return Edit(fact.modulePlace.range, pieces: [.text(fact.module.dropLast(old.count) + new)], rule: "pinned-era")
    }
  }
}
