import RuleBook
import SourceFacts

/// A verb of the rules: asks facts about one site and returns edits. It neither walks nor writes.
package protocol RuleAction: Sendable {
  static var verb: String { get }
  /// Throws `RuleBookError` when the argument is not what the verb needs.
  init(_ argument: RuleValue, in rule: Rule) throws
  /// What takes the verb's edits back; nil when a text does not show how.
  ///
  /// `find` is where the verb is used.
  static func inverse(of argument: RuleValue, finding find: [String: RuleValue]) -> RuleInverse?
  func apply(to site: Site, _ facts: FlowFacts) -> Outcome
}

extension RuleAction {
  package static func inverse(of argument: RuleValue, finding find: [String: RuleValue]) -> RuleInverse? { nil }
}

/// What an action found out about a site.
package struct Outcome: Sendable {
  /// A remark on one place.
  package struct Note: Sendable {
    package let action: Finding.Action
    package let message: String
    package let place: Place
    /// The rule it belongs to, if not the one that was asked.
    package var rule: String?
    /// How sure we are of the place, if surer or less sure than of the site that was asked.
    package var evidence: Evidence?
  }

  package var edits: [Edit] = []
  package var notes: [Note] = []

  package static let nothingToDo = Outcome()
  /// Edits that need no remark.
  package static func edits(_ edits: [Edit]) -> Outcome { Outcome(edits: edits) }
  /// The edits may change behaviour in the way `message` says.
  package static func review(_ message: String, at place: Place, _ edits: [Edit] = []) -> Outcome {
    Outcome(edits: edits, notes: [Note(action: .review, message: message, place: place)])
  }
  /// The site cannot be rewritten, so its file stays in its era.
  package static func left(_ message: String, at place: Place) -> Outcome {
    Outcome(notes: [Note(action: .left, message: message, place: place)])
  }

  /// Notes one more place that cannot be rewritten.
  mutating func leave(_ message: String, at place: Place) { notes.append(Note(action: .left, message: message, place: place)) }

  var isLeft: Bool { notes.contains { $0.action == .left } }

  static func + (one: Outcome, other: Outcome) -> Outcome {
    Outcome(edits: one.edits + other.edits, notes: one.notes + other.notes)
  }
}
