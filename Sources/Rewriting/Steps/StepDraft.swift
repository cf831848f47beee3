import RuleBook
import SourceFacts

/// A step of a line on its way to become an operator over streams.
struct StepDraft {
  /// A step put before or after this one.
  struct Neighbour {
    /// What its id has behind the step's own.
    let suffix: String
    let operation: String
    /// The closure it is given.
    let closure: String
  }

  let call: CallFact
  let facts: FlowFacts
  let id: StepID
  /// The type of the items before the step, as far as it is known.
  var itemType: String?
  /// Whether there is a stream before the step, and whether one behind it is needed.
  var hasUpstream = false
  var isFollowed = false
  var namespace = "op"
  /// What stands before a namespace where the file has something else of its name.
  var qualifier = ""
  var operation: String
  var edits: [Edit] = []
  var before: [Neighbour] = []
  var after: [Neighbour] = []
  /// Text of the whole call in place of the edited one, by id and upstream.
  var whole: (@Sendable (_ id: String, _ up: String) -> [Edit.Piece])?
  /// Edits outside of the step, such as a type it needs.
  var atEndOfFile: [Edit] = []
  /// A closure that stands behind the call in place of the callback in its parentheses.
  var trailing: [Edit.Piece]?
  /// How the closure that unwraps a window's value treats the value.
  var unwrapping = "{ _, value in value }"
  var notes: [Outcome.Note] = []

  init(_ call: CallFact, id: StepID, facts: FlowFacts) {
    self.call = call
    self.id = id
    self.facts = facts
    operation = call.name
  }

  /// Adds a remark at the step.
  mutating func note(_ action: Finding.Action, _ message: String, rule: String? = nil) {
    notes.append(.init(action: action, message: message, place: call.stepPlace, rule: rule))
  }
}

extension CallFact {
  /// The place of the step with its receiver.
  var stepPlace: Place { Site.call(self).place }

  /// Whether the operator's first argument is its step id.
  var hasStepID: Bool { Self.identified.contains(name) }

  private static let identified: Set<String> = [
    "input", "output", "reduce", "statefulMap", "foldWindow", "reduceWindow", "collectWindow", "batch",
  ]
}

/// A verb that shapes one step of a line on its way to streams.
protocol StepAction: Sendable {
  static var verb: String { get }
  init(_ argument: RuleValue, in rule: Rule) throws
  func shape(_ draft: inout StepDraft)
}
