import SourceFacts

/// Answers which streams are needed where, before anything is rewritten.
struct FlowLiveness {
  let plans: [Int: FlowFunctionPlan]

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
      guard let plan = plans[function] else { return true }
      if needs(plan.block, after: false) { return true }
      return after && !produces(plan.block)
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
    case .helper(_, let function): plans[function].map { produces($0.block) } ?? false
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
      case .helper(_, let function): plans[function].map { takesFlow($0.block) } ?? false
      case .loop(_, let body): takesFlow(body)
      case .branch(let arms, _): arms.contains(where: takesFlow)
      case .opaque: false
      }
    }
  }
}
