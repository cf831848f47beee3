import SourceFacts

/// Where a flow is built: by a script's own statements, in a function, in a class.
enum FlowLayout {
  case script, function, type

  static func chosen(_ draft: inout FlowDraft) -> FlowLayout {
    let dice = draft.number(0...9)
    return dice < 7 ? .script : dice < 9 ? .function : .type
  }

  /// The whole file, and the name of its flow.
  func text(_ draft: inout FlowDraft, skipping: Set<Int>) -> (String, name: String) {
    let flow = draft.isFluent ? "Dataflow()" : "Dataflow(\"\(draft.domain.many)\")"
    let made = "let flow = \(flow)"
    var tail: [String] = []
    var name = "flow"
    switch self {
    case .script:
      tail = [made] + build(&draft, mayRun: true, skipping)
    case .function:
      draft.features.insert(.function)
      draft.scope.isTopLevel = false
      _ = build(&draft, mayRun: false, skipping)
      let maker = draft.unique(draft.pick(["makeFlow", "buildFlow"]))
      draft.functions.append("func \(maker)() -> Dataflow {\n  \(made)\n\(draft.scope.indented(1))\n  return flow\n}")
      if draft.chance(50) { tail = ["let flow = \(maker)()"] } else { name = maker }
    case .type:
      draft.features.insert(.type)
      draft.scope.isTopLevel = false
      draft.scope.receiver = draft.chance(50) ? "flow." : "self.flow."
      _ = build(&draft, mayRun: false, skipping)
      let type = draft.unique(draft.pick(["Pipeline", "Shop", "Evaluation"]))
      draft.types.append("final class \(type) {\n  \(made)\n\n  init() {\n\(draft.scope.indented(2))\n  }\n}")
      tail = ["let flow = \(type)().flow"]
    }
    return (file(draft, tail), name)
  }

  /// Writes all steps into the draft's scope; gives them, with what stands behind the flow.
  private func build(_ draft: inout FlowDraft, mayRun: Bool, _ skipping: Set<Int>) -> [String] {
    var kind = draft.sections(draft.source(), skipping: skipping)
    if case .windowed = kind { kind = write(draft.map(kind, to: .text), &draft) }
    if case .pair(.list(.pair)) = kind { kind = write(draft.map(kind, to: .text), &draft) }
    if draft.chance(60), kind != .text { kind = write(draft.map(kind, to: .text), &draft) }
    let after = draft.sink(kind, mayRun: mayRun).after
    return draft.scope.lines + after
  }

  private func write(_ step: FlowStep, _ draft: inout FlowDraft) -> Kind {
    draft.write(step)
    return step.output
  }

  private func file(_ draft: FlowDraft, _ tail: [String]) -> String {
    let needsFoundation = draft.text(tail).contains("Date(") || draft.types.contains { $0.contains("Date") }
    let imports = "import Bytewax" + (needsFoundation ? "\nimport Foundation" : "")
    let declared = (draft.usesEvent ? [draft.domain.declaration] : []) + draft.types + draft.functions
    let parts = [imports] + declared + [draft.values.joined(separator: "\n"), tail.joined(separator: "\n")]
    return "/// \(draft.domain.type)s, from first to last.\n" + parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}

extension FlowDraft {
  /// Everything that has been written so far.
  func text(_ tail: [String]) -> String { (functions + values + tail).joined(separator: "\n") }
}
