import SourceFacts

/// What to do with a recovery store when a flow's era changes.
enum RecoveryAdvice {
  /// The command that carries over what can be; nil when there is nothing to carry, or carrying it would do harm.
  static func command(for steps: [StateSurvival.Step]) -> String? {
    let moved = steps.filter { $0.fate == .moved && $0.step != nil }
    guard !readsAgain(steps), !moved.isEmpty else { return nil }
    return "waxwing recovery import OLD NEW --partitions COUNT --map " + moved.map { "\($0.oldRow)=\($0.newRow)" }.joined(separator: " ")
  }

  /// The advice in sentences; a command stands behind ': ' at the end of its own.
  static func sentences(for steps: [StateSurvival.Step], from era: Era) -> [String] {
    var advice: [String] = []
    if era == .v0_16 {
      advice.append("stores that Python's 0.16 wrote cannot be read by any later era (recovery-format-0-17); what follows is for stores of 'waxwing run'")
    }
    if readsAgain(steps) {
      advice.append("its files are read from their start again, so begin with an empty store; state carried over would count their items twice: waxwing recovery init NEW COUNT")
      return advice
    }
    if let command = command(for: steps) {
      advice.append("carry the state over, with the flow stopped: \(command)")
    } else if steps.allSatisfy({ $0.fate == .kept }) {
      advice.append("the store goes on as it is")
    }
    if steps.contains(where: { $0.fate == .moved && $0.step == nil }) {
      advice.append("what is called STEP or FLOW is named while the flow is built; the store knows the names: waxwing recovery inspect OLD")
    }
    let lost = steps.filter { $0.fate == .lost && !$0.isPosition }
    if !lost.isEmpty {
      advice.append("each key of \(lost.map { "'\($0.step ?? $0.operator)'" }.joined(separator: ", ")) begins anew")
    }
    return advice
  }

  /// Whether an input is read from its start again, so that state carried over would meet its items twice.
  private static func readsAgain(_ steps: [StateSurvival.Step]) -> Bool {
    steps.contains { $0.operator == "input" && $0.fate == .lost }
  }

  /// A sentence and the command at its end.
  static func parts(of sentence: String) -> (words: String, command: String?) {
    guard let range = sentence.ranges(of: ": waxwing ").last else { return (sentence, nil) }
    return (String(sentence[..<range.lowerBound]), String(sentence[range.lowerBound...].dropFirst(2)))
  }
}
