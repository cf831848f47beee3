/// One breaking change as data: where it bites, what is done about it, and how it is explained.
package struct Rule: Sendable, Equatable, Identifiable {
  /// What kind of change the new API made.
  package enum Kind: String, CaseIterable, Sendable { case rename, move, signature, behaviour, removal }

  /// How far the edit may be trusted.
  package enum Safety: String, CaseIterable, Sendable, Codable {
    /// Keeps meaning and comments.
    case safe
    /// Compiles, but someone should look at it.
    case review
    /// Only a person can decide; its edit, if it has one, is made when asked for by id.
    case reportOnly = "report-only"
  }

  /// What happens to a flow that ignores the change.
  package enum Severity: String, CaseIterable, Sendable, Codable {
    case silent, loud, none
  }

  package let id: String
  package let hop: Hop
  package let summary: String
  package let kind: Kind
  package let safety: Safety
  package let severity: Severity
  /// The section of the official guide; nil when the guide is silent about it.
  package let guide: String?
  package let find: [String: RuleValue]
  package let edit: [RuleStep]
  /// Whether an edit of it waits to be asked for by id, in Swift or in the files that start flows.
  package let isMadeOnRequest: Bool
  package let explain: String
  package let before: String
  package let after: String
  /// What a silent change does to results, seen in a little flow.
  package let example: RuleExample?
  /// The file the rule was read from.
  package let file: String

  /// The rule under whose id the change is taken back: what is looked for in newer texts, and what is done there.
  package func takenBack(find: [String: RuleValue], edit: [RuleStep]) -> Rule {
    Rule(
      id: id, hop: hop.reversed, summary: "taken back: \(summary)", kind: kind, safety: safety, severity: severity, guide: guide, find: find,
      edit: edit, isMadeOnRequest: false, explain: explain, before: after, after: before, example: nil, file: file)
  }
}

/// A step from one era to the next, such as 0.17 to 0.18.
package struct Hop: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let from: String
  package let to: String

  package init(from: String, to: String) {
    self.from = from
    self.to = to
  }

  /// Reads a folder name such as `v0.17-to-v0.18`.
  package init?(folder: String) {
    let parts = folder.split(separator: "-")
    guard parts.count == 3, parts[1] == "to", parts[0].first == "v", parts[2].first == "v" else { return nil }
    self.init(from: String(parts[0].dropFirst()), to: String(parts[2].dropFirst()))
  }

  /// The same step the other way round.
  package var reversed: Hop { Hop(from: to, to: from) }

  /// Whether it leads to an older era.
  package var isBackward: Bool { to < from }

  package var folder: String { "v\(from)-to-v\(to)" }
  package var description: String { "\(from) to \(to)" }
  package static func < (one: Hop, other: Hop) -> Bool { (one.from, one.to) < (other.from, other.to) }
}

/// One verb of a rule's `edit`, with its argument.
package struct RuleStep: Sendable, Equatable {
  package let verb: String
  package let argument: RuleValue

  package init(verb: String, argument: RuleValue) {
    self.verb = verb
    self.argument = argument
  }
}

/// A value in a rule file.
package enum RuleValue: Sendable, Equatable {
  case text(String)
  case list([String])
  case table([String: String])
  case flag(Bool)

  package var text: String? { if case .text(let value) = self { value } else { nil } }
  /// A list, or a single text as a list of one.
  package var list: [String] {
    switch self {
    case .text(let value): [value]
    case .list(let values): values
    case .table, .flag: []
    }
  }
  package var table: [String: String] { if case .table(let value) = self { value } else { [:] } }
}
