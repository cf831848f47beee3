import RuleBook
import SourceFacts
import SwiftSyntax

/// Writes the edits that thread streams through the blocks of a flow.
///
/// Steps, loops, branches and helpers each have a file of their own.
struct StreamWriter {
  let facts: FlowFacts
  let shapes: [String: [(rule: Rule, actions: [any StepAction])]]
  let rule: String
  let plans: [Int: FlowFunctionPlan]
  let liveness: FlowLiveness
  let types: FlowTypes
  let ids: StepIDPlan
  var names: StepName
  /// The streams of the function being written that are `var`.
  var variables: Set<String> = []
  var outcome = Outcome.nothingToDo
  /// What the sinks that stand in variables write, by the place where each is made.
  var sinkTypes: [Int: String] = [:]

  init(
    facts: FlowFacts, shapes: [String: [(rule: Rule, actions: [any StepAction])]], rule: String, plans: [Int: FlowFunctionPlan],
    ids: StepIDPlan
  ) {
    self.facts = facts
    self.shapes = shapes
    self.rule = rule
    self.plans = plans
    liveness = FlowLiveness(plans: plans)
    types = FlowTypes(facts)
    self.ids = ids
    names = StepName(avoiding: facts.identifiers, keeping: ids.kept)
  }

  /// What becomes of the stream an item makes.
  enum Target {
    case constant(String)
    case assignment(String)
    case returned
    /// The value of a branch of an `if` used as an expression.
    case value
    case unused

    var prefix: String {
      switch self {
      case .constant(let name): "let \(name) = "
      case .assignment(let name): "\(name) = "
      case .returned: "return "
      case .value: ""
      case .unused: "_ = "
      }
    }

    /// What the stream is called afterwards.
    var name: String? {
      switch self {
      case .constant(let name), .assignment(let name): name
      case .returned, .value, .unused: nil
      }
    }
  }

  /// How the stream leaves a block.
  enum Exit {
    case none
    case assignment(String)
    case constant(String)
    case returned
    case value
    var isNeeded: Bool { if case .none = self { false } else { true } }
  }

  /// Where in the flow we are: what the ids have around them, and the items' type.
  struct Context {
    var prefix = ""
    var suffix = ""
    var type: String?
    /// The name of the flow.
    var flow: String
    /// Whether an input came before.
    var hasInput = false
  }

  /// Writes a flow where it lives.
  mutating func write(_ block: FlowBlock, of flow: DataflowFact) {
    names.beginIDs(avoidingAll: false)
    variables = []
    var context = Context(flow: flow.name)
    _ = thread(block, up: nil, exit: .none, &context)
  }

  /// Writes a block and gives the stream behind it.
  mutating func thread(_ block: FlowBlock, up: String?, exit: Exit, _ context: inout Context) -> String? {
    var current = up
    let lastProducer = block.items.lastIndex(where: liveness.produces)
    var isReturned = false
    for (position, item) in block.items.enumerated() {
      let rest = block.items[(position + 1)...]
      let live = liveness.needs(rest, after: exit.isNeeded)
      var target: Target?
      if position == lastProducer, exit.isNeeded {
        switch exit {
        case .assignment(let name): target = .assignment(name)
        case .constant(let name): target = .constant(name)
        case .value: target = .value
        case .returned where isLastStatement(item, of: block):
          target = .returned
          isReturned = true
        case .returned, .none: break
        }
      }
      context.type = context.type ?? firstNeeded(block.items[position...])
      current = write(item, up: current, isLive: live, target: target, &context)
    }
    if case .returned = exit, !isReturned, let current { putReturn(current, at: block) }
    return current
  }

  /// The type the first of some items asks for.
  func firstNeeded(_ items: ArraySlice<FlowItem>) -> String? {
    if case .step(let call)? = items.first?.kind { types.needed(by: call) } else { nil }
  }

  /// Whether an item can be returned where it stands.
  func isLastStatement(_ item: FlowItem, of block: FlowBlock) -> Bool {
    guard block.statements.last?.id == item.statement.id else { return false }
    switch item.kind {
    case .step, .helper: return true
    default: return false
    }
  }

  /// Puts a `return` at the end of a block.
  mutating func putReturn(_ name: String, at block: FlowBlock) {
    guard let last = block.statements.last else { return }
    let place = facts.file.place(of: last)
    let indent = facts.file.indentation(at: place.range.lowerBound)
    let offset = facts.file.endOfLine(after: place.range.upperBound)
    outcome.edits.append(.insert(facts.file.newline + indent + "return \(name)", at: offset))
  }

  /// Writes an item, and says of each edit how sure the item is.
  mutating func write(
    _ item: FlowItem, up: String?, isLive: Bool, target: Target?, _ context: inout Context
  ) -> String? {
    let (edits, notes) = (outcome.edits.count, outcome.notes.count)
    defer {
      for index in outcome.edits.indices[edits...] where outcome.edits[index].evidence == nil {
        outcome.edits[index].evidence = item.evidence
      }
      for index in outcome.notes.indices[notes...] where outcome.notes[index].evidence == nil {
        outcome.notes[index].evidence = item.evidence
      }
    }
    switch item.kind {
    case .step(let call): return write(call, item, up: up, isLive: isLive, target: target, &context)
    case .helper(let call, let function):
      guard let plan = plans[function] else { return up }
      return write(call, plan, item, up: up, isLive: isLive, target: target, &context)
    case .loop(let loop, let body): return write(loop, body, item, up: up, isLive: isLive, &context)
    case .branch(let arms, let isTotal):
      return write(arms, isTotal: isTotal, item, up: up, isLive: isLive, target: target, &context)
    case .opaque: return up
    }
  }
}
