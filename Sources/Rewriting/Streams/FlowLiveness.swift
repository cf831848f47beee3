import SourceFacts

/// Answers which streams are needed where, before anything is rewritten.
struct FlowLiveness {
  /// What is known of a function that adds steps.
  private struct Habit: Equatable {
    /// Whether it takes up the stream that comes into it, though none is needed behind it.
    var needsStream = false
    /// Whether the stream behind it may be another than the one before it.
    var produces = false
    /// Whether it calls `input`, in itself or in a function that it calls.
    var takesFlow = false
  }

  private var habits: [Int: Habit]

  /// Functions may call one another in circles, and each in many places, so what they do is found out once for all: nothing is known at
  /// first, and all are looked at again until nothing new comes of it.
  init(plans: [Int: FlowFunctionPlan]) {
    habits = plans.mapValues { _ in Habit() }
    while true {
      var next = habits
      for (function, plan) in plans { next[function]?.produces = produces(plan.block) }
      for (function, plan) in plans { next[function]?.takesFlow = takesFlow(plan.block) }
      if next == habits { break }
      habits = next
    }
    while true {
      var next = habits
      for (function, plan) in plans { next[function]?.needsStream = needs(plan.block, after: false) }
      if next == habits { break }
      habits = next
    }
  }

  /// Whether a block takes up the stream that comes into it; `after` says whether its own stream is needed behind it.
  func needs(_ block: FlowBlock, after: Bool) -> Bool { needs(block.items[...], after: after) }

  /// The same for the rest of a block.
  func needs(_ items: ArraySlice<FlowItem>, after: Bool) -> Bool {
    items.reversed().reduce(after) { live, item in needs(item, after: live) }
  }

  private func needs(_ item: FlowItem, after: Bool) -> Bool {
    switch item.kind {
    case .step(let call): return call.name != "input"
    case .helper(_, let function):
      guard let habit = habits[function] else { return true }
      return habit.needsStream || (after && !habit.produces)
    case .loop(_, let body): return after || needs(body, after: false)
    case .branch(let arms, let isTotal): return arms.contains { needs($0, after: after) } || (!isTotal && after)
    case .opaque: return true
    }
  }

  /// Whether a block may change the stream.
  func produces(_ block: FlowBlock) -> Bool { block.items.contains(where: produces) }

  /// Whether the stream behind an item may be another than the one before it.
  func produces(_ item: FlowItem) -> Bool {
    switch item.kind {
    case .step(let call): call.name != "output"
    case .helper(_, let function): habits[function]?.produces ?? false
    case .loop(_, let body): produces(body)
    case .branch(let arms, _): arms.contains(where: produces)
    case .opaque: true
    }
  }

  /// Whether a block calls `input`, in itself or in a helper, so that it needs the flow.
  func takesFlow(_ block: FlowBlock) -> Bool {
    block.items.contains { item in
      switch item.kind {
      case .step(let call): call.name == "input"
      case .helper(_, let function): habits[function]?.takesFlow ?? false
      case .loop(_, let body): takesFlow(body)
      case .branch(let arms, _): arms.contains(where: takesFlow)
      case .opaque: false
      }
    }
  }
}
