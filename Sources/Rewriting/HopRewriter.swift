import RuleBook
import SourceFacts

/// One step from an era to the next: all its rules asked of one file's facts.
struct HopRewriter {
  let hop: Hop
  let rules: [Rule]
  /// Rules for a person to decide whose edits were asked for by id.
  let requested: Set<String>
  /// On a hop to an older era, the rules that led to the newer one.
  var newer: [Rule] = []
  /// Whether the file was of the hop's older era to begin with.
  var isFirst = true

  /// What all rules together want of a file.
  struct Result {
    /// A remark with the rule that makes it.
    typealias Entry = (rule: Rule, id: String, evidence: Evidence, note: Outcome.Note)

    var edits: [Edit] = []
    var notes: [Entry] = []
    /// Remarks that a comment in the source has no need of, with its reason.
    var ignored: [(entry: Entry, reason: String)] = []
    var isLeft: Bool { notes.contains { $0.note.action == .left } || ignored.contains { $0.entry.note.action == .left } }
  }

  /// Asks every rule. Throws `RuleBookError` for a rule whose verb cannot use its argument.
  func rewrite(_ facts: FlowFacts) throws -> Result {
    var result = Result()
    let finder = SiteFinder(facts: facts)
    let comments = IgnoreComments(facts.file.bytes)
    for rule in rules where isFirst || rule.find["first-hop"] == nil {
      if rule.edit.contains(where: { $0.verb == StreamThreading.verb }) {
        let threading = StreamThreading(facts: facts, shapes: try shapes(), rule: rule.id)
        add(threading.rewrite(), of: rule, evidence: .lexical, but: comments, to: &result)
        continue
      }
      let actions = try rule.edit.compactMap { try ActionRegistry.siteAction($0, in: rule) }
      let isShape = try rule.edit.contains { try ActionRegistry.stepAction($0, in: rule) != nil }
      for site in finder.sites(rule.find) where !(isShape && actions.isEmpty) {
        var outcome = outcome(of: actions, at: site, rule, facts)
        // What is ignored is not rewritten either.
        if comments.covering(rule.id, line: site.place.line) != nil { outcome.edits = [] }
        add(outcome, of: rule, evidence: site.evidence, but: comments, to: &result)
      }
    }
    result.edits += pinnedImports(facts)
    result.notes += irreversible(result, facts)
    return result
  }

  private func outcome(of actions: [any RuleAction], at site: Site, _ rule: Rule, _ facts: FlowFacts) -> Outcome {
    let isOffered = rule.safety != .reportOnly || requested.contains(rule.id) || actions.allSatisfy { $0 is Leave }
    guard !actions.isEmpty, isOffered else {
      return Outcome(notes: [.init(action: .reported, message: rule.summary, place: site.place)])
    }
    var outcome = actions.reduce(Outcome.nothingToDo) { $0 + $1.apply(to: site, facts) }
    if !outcome.edits.isEmpty, outcome.notes.isEmpty {
      let action: Finding.Action = rule.safety == .safe ? .rewritten : .review
      outcome.notes.append(.init(action: action, message: rule.summary, place: site.place))
    }
    return outcome
  }

  private func add(_ outcome: Outcome, of rule: Rule, evidence: Evidence, but comments: IgnoreComments, to result: inout Result) {
    result.edits += outcome.edits.map { $0.attributed(to: rule.id, evidence: evidence) }
    for note in outcome.notes {
      let id = note.rule ?? rule.id
      let entry = (rules.first { $0.id == id } ?? rule, id, note.evidence ?? evidence, note)
      if let comment = comments.covering(id, line: note.place.line) {
        result.ignored.append((entry, comment.reason))
      } else {
        result.notes.append(entry)
      }
    }
  }

  /// The rules that shape steps, by the operator they speak of.
  private func shapes() throws -> [String: [(rule: Rule, actions: [any StepAction])]] {
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
