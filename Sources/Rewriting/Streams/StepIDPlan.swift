import SourceFacts
import SwiftSyntax

/// Decides which written step ids stay: all but those that the new era refuses, because a step of the same flow has them already or they
/// hold a period. Recovered state is found by them.
struct StepIDPlan {
  /// The ids that stay as they are written.
  private(set) var kept: Set<String> = []
  private var steps: Set<SyntaxIdentifier> = []
  private var duplicates: Set<SyntaxIdentifier> = []
  private let plans: [Int: FlowFunctionPlan]

  init(_ owners: [FlowBlock], _ plans: [Int: FlowFunctionPlan]) {
    self.plans = plans
    for owner in owners {
      var ids = StepIDs(keeping: [])
      var within: Set<Int> = []
      walk(owner, &ids, &within)
    }
  }

  /// Whether a step's written id stays.
  func keeps(_ call: CallFact) -> Bool { steps.contains(call.syntax.id) && !duplicates.contains(call.syntax.id) }

  /// Follows a flow in the order in which its steps are added; `within` are the functions on the way.
  private mutating func walk(_ block: FlowBlock, _ ids: inout StepIDs, _ within: inout Set<Int>) {
    for item in block.items {
      switch item.kind {
      case .step(let call):
        guard let id = call.stringID, !id.contains(".") else { continue }
        if ids.give(id) {
          kept.insert(id)
          steps.insert(call.syntax.id)
        } else {
          duplicates.insert(call.syntax.id)
        }
      case .helper(_, let function):
        guard let plan = plans[function], !plan.isRepeated, within.insert(function).inserted else { continue }
        walk(plan.block, &ids, &within)
        within.remove(function)
      case .branch(let arms, _):
        // At most one of them runs.
        let before = ids.mark
        var others: [String] = []
        for arm in arms {
          others += ids.takeBack(to: before)
          walk(arm, &ids, &within)
        }
        for id in others { ids.give(id) }
      // The ids of a loop's steps get a number.
      case .loop, .opaque: break
      }
    }
  }

  /// The functions whose steps some flow gets more than once.
  static func repeated(_ owners: [FlowBlock], _ plans: [Int: FlowFunctionPlan]) -> Set<Int> {
    var known: [Int: [Int: Int]] = [:]
    return Set(owners.flatMap { runs($0, plans, &known).filter { $0.value > 1 }.keys })
  }

  /// How often a block runs each function, two standing for any number.
  private static func runs(_ block: FlowBlock, _ plans: [Int: FlowFunctionPlan], _ known: inout [Int: [Int: Int]]) -> [Int: Int] {
    var all: [Int: Int] = [:]
    func add(_ other: [Int: Int], times: Int = 1) { all.merge(other.mapValues { min($0 * times, 2) }) { min($0 + $1, 2) } }
    for item in block.items {
      switch item.kind {
      case .step, .opaque: break
      case .helper(_, let function):
        add([function: 1])
        if known[function] == nil, let plan = plans[function] {
          // A function that calls itself has no end anyway.
          known[function] = [:]
          known[function] = runs(plan.block, plans, &known)
        }
        add(known[function] ?? [:])
      case .loop(_, let body): add(runs(body, plans, &known), times: 2)
      case .branch(let arms, _):
        var most: [Int: Int] = [:]
        for arm in arms { most.merge(runs(arm, plans, &known)) { max($0, $1) } }
        add(most)
      }
    }
    return all
  }
}
