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

  /// When a part of a flow takes up the stream that comes into it.
  private enum Need {
    case always, never
    /// When the stream behind it is needed.
    case passedOn
  }

  private var habits: [Int: Habit]

  /// Functions may call one another in circles, and each in many places, so what they do is found out once for all: nothing is known at
  /// first, and whoever calls a function is looked at again when something new is known of it.
  init(plans: [Int: FlowFunctionPlan]) {
    habits = plans.mapValues { _ in Habit() }
    var callers: [Int: [Int]] = [:]
    for (caller, plan) in plans {
      for function in Set(Self.called(in: plan.block)) { callers[function, default: []].append(caller) }
    }
    settle(plans, callers) { liveness, block, habit in
      habit.produces = liveness.produces(block)
      habit.takesFlow = liveness.takesFlow(block)
    }
    settle(plans, callers) { liveness, block, habit in habit.needsStream = liveness.needs(block, after: false) }
  }

  private mutating func settle(
    _ plans: [Int: FlowFunctionPlan], _ callers: [Int: [Int]], _ update: (FlowLiveness, FlowBlock, inout Habit) -> Void
  ) {
    var open = Array(plans.keys)
    while let function = open.popLast() {
      guard let plan = plans[function], var habit = habits[function] else { continue }
      update(self, plan.block, &habit)
      guard habit != habits[function] else { continue }
      habits[function] = habit
      open += callers[function] ?? []
    }
  }

  /// The functions that a block calls itself.
  private static func called(in block: FlowBlock) -> [Int] {
    block.items.flatMap { item -> [Int] in
      switch item.kind {
      case .helper(_, let function): [function]
      case .loop(_, let body): called(in: body)
      case .branch(let arms, _): arms.flatMap(called)
      case .step, .opaque: []
      }
    }
  }

  /// Whether a block takes up the stream that comes into it; `after` says whether its own stream is needed behind it.
  func needs(_ block: FlowBlock, after: Bool) -> Bool { needs(block.items[...], after: after) }

  /// The same for the rest of a block.
  func needs(_ items: ArraySlice<FlowItem>, after: Bool) -> Bool {
    switch need(items) {
    case .always: true
    case .never: false
    case .passedOn: after
    }
  }

  /// The first item that does not just pass a need on decides.
  private func need(_ items: ArraySlice<FlowItem>) -> Need {
    for item in items {
      let own = need(item)
      if own != .passedOn { return own }
    }
    return .passedOn
  }

  private func need(_ item: FlowItem) -> Need {
    switch item.kind {
    case .step(let call): return call.name == "input" ? .never : .always
    case .helper(_, let function):
      guard let habit = habits[function] else { return .always }
      return habit.needsStream ? .always : habit.produces ? .never : .passedOn
    case .loop(_, let body): return need(body.items[...]) == .always ? .always : .passedOn
    case .branch(let arms, let isTotal):
      let needs = arms.map { need($0.items[...]) }
      if needs.contains(.always) { return .always }
      return !isTotal || needs.contains(.passedOn) ? .passedOn : .never
    case .opaque: return .always
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
