import RuleBook
import SourceFacts

/// Makes `batch` of a logic of its own whose deadline the first value sets, as in 0.17, instead of `collect`.
///
/// Done when its rule is asked for by id. The logic goes to the end of the file.
struct ExactBatch: StepAction {
  static let verb = "exact-batch"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    guard let size = draft.call.argument(labelled: "maxSize")?.text, Int(size) != nil,
      let timeout = draft.call.argument(labelled: "timeout")?.text, timeout.hasPrefix("."),
      let type = draft.itemType.flatMap(TupleType.parts)?.last, let id = draft.call.stringID
    else {
      return draft.note(.review, "the exact form needs plain numbers and values of a known type, so this is 'collect', whose timeout begins anew with every value")
    }
    let camel = StepName.camelCase(id)
    let name = camel.prefix(1).uppercased() + camel.dropFirst() + "Batch"
    guard !draft.facts.identifiers.contains(name) else {
      return draft.note(.review, "the file has a '\(name)' already, so this is 'collect', whose timeout begins anew with every value")
    }
    draft.operation = "unary"
    draft.edits = []
    let qualifier = draft.qualifier
    draft.whole = { id, up in
      [.text("\(qualifier)op.unary(\(id), \(up)) { (_: Date, state: \(name).State?) in \(name)(state) }")]
    }
    let file = draft.facts.file
    let text = Self.logic(name, type, size: size, timeout: timeout)
      .replacing("\t", with: file.indentUnit).replacing("\n", with: file.newline)
    let gap = file.bytes.last == UInt8(ascii: "\n") ? file.newline : file.newline + file.newline
    draft.atEndOfFile = [.insert(gap + text, at: file.bytes.count)]
    draft.note(.rewritten, "'batch' becomes a logic whose deadline the first value sets")
  }

  private static func logic(_ name: String, _ type: String, size: String, timeout: String) -> String {
    """
    /// Gathers values until there are \(size) or the first of them has waited long enough.
    final class \(name): UnaryLogic {
    \tstruct State: Codable, Sendable {
    \t\tvar values: [\(type)] = []
    \t\tvar deadline: Date?
    \t}

    \tprivate static let timeout: Duration = \(timeout)
    \tprivate var state: State

    \tinit(_ state: State?) { self.state = state ?? State() }

    \tfunc onItem(now: Date, _ value: \(type)) -> ([[\(type)]], Bool) {
    \t\tstate.values.append(value)
    \t\tif state.deadline == nil { state.deadline = now.addingTimeInterval(Self.timeout / .seconds(1)) }
    \t\treturn state.values.count >= \(size) ? ([state.values], Self.discard) : ([], Self.retain)
    \t}

    \tfunc onNotify(sched: Date) -> ([[\(type)]], Bool) { ([state.values], Self.discard) }

    \tfunc onEOF() -> ([[\(type)]], Bool) { ([state.values], Self.discard) }

    \tfunc notifyAt() -> Date? { state.deadline }

    \tfunc snapshot() -> State { state }
    }

    """
  }
}
