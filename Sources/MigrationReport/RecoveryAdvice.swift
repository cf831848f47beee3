import SourceFacts

/// What to do with a recovery store when a flow's era changes.
struct RecoveryAdvice {
  let steps: [StateSurvival.Step]
  let moves: RowMoves
  let store: StoreAtHand?
  let from: Era

  /// The words of the command that carries over what can be; nil when there is nothing to carry, or carrying it would do harm.
  var words: [String]? {
    guard !readsAgain, !moves.pairs.isEmpty || !moves.files.isEmpty else { return nil }
    let partitions = store?.contents.map { String($0.partitions) } ?? "COUNT"
    var words = ["waxwing", "recovery", "import", Self.path(store?.directory ?? "OLD"), Self.path(store?.successor ?? "NEW"), "--partitions", partitions]
    words += Self.option("--map", moves.pairs.map { "\($0.old)=\($0.new)" })
    return words + Self.option("--files", moves.files)
  }

  /// The command as a shell takes it.
  var command: String? { words.map(ShellWords.line) }

  /// The advice in sentences; a command stands behind ': ' at the end of its own.
  var sentences: [String] {
    var advice: [String] = []
    if from == .v0_16 {
      advice.append("stores that Python's 0.16 wrote cannot be read by any later era (recovery-format-0-17); what follows is for stores of 'waxwing run'")
    }
    if readsAgain {
      advice.append(
        "its input is read from the start again, so begin with an empty store; state carried over would count its items twice: "
          + ShellWords.line(["waxwing", "recovery", "init", store?.successor ?? "NEW", "COUNT"]))
      return advice
    }
    if let words, let command {
      let what = moves.files.isEmpty ? "carry the state over, with the flow stopped" : "carry state and positions over, with the flow stopped, in the folder in which it runs"
      advice.append("\(what): \(command)")
      advice.append("then run the flow with '\(store?.successor ?? "NEW")' in place of '\(store?.directory ?? "OLD")'")
      advice += explained(moves.placeholders(in: words))
    } else if store?.contents?.steps.isEmpty == true {
      advice.append("the store is empty, so there is nothing to carry over")
    } else if moves.strangers.isEmpty, store?.contents != nil || steps.allSatisfy({ $0.fate == .kept }) {
      advice.append("the store goes on as it is")
    }
    if !moves.strangers.isEmpty {
      let names = moves.strangers.map { "'\($0)'" }.joined(separator: ", ")
      advice.append("the store has rows of \(names), and the text does not show of which steps; add them to --map if the flow still has them")
    }
    let lost = steps.filter { $0.fate == .lost && !$0.isPosition }
    if !lost.isEmpty {
      advice.append("each key of \(lost.map { "'\($0.step ?? $0.operator)'" }.joined(separator: ", ")) begins anew")
    }
    return advice
  }

  /// What is to be filled in.
  private func explained(_ placeholders: [String]) -> [String] {
    let meanings = [
      "OLD": "OLD is the store's folder", "NEW": "NEW a folder for the new one", "COUNT": "COUNT how many partitions it is to have",
      "FLOW": "FLOW the flow's id", "STEP": "STEP a step's id", "DIRECTORY": "DIRECTORY the one whose files are read",
    ]
    guard !placeholders.isEmpty else { return [] }
    let told = placeholders.compactMap { meanings[$0] }.joined(separator: ", ")
    return ["\(told); the store knows its partitions and ids: " + ShellWords.line(["waxwing", "recovery", "inspect", Self.path(store?.directory ?? "OLD")])]
  }

  /// Whether an input is read from its start again, so that state carried over would meet its items twice.
  private var readsAgain: Bool { steps.contains { $0.operator == "input" && $0.fate == .lost } }

  /// A folder that no one takes for an option.
  private static func path(_ folder: String) -> String { folder.hasPrefix("-") ? "./\(folder)" : folder }

  /// An option with its values; one that looks like an option itself is written in one word with it.
  private static func option(_ name: String, _ values: [String]) -> [String] {
    let plain = values.filter { !$0.hasPrefix("-") }
    return (plain.isEmpty ? [] : [name] + plain) + values.filter { $0.hasPrefix("-") }.map { "\(name)=\($0)" }
  }

  /// A sentence and the command at its end.
  static func parts(of sentence: String) -> (words: String, command: String?) {
    guard let range = sentence.ranges(of: ": waxwing ").last else { return (sentence, nil) }
    return (String(sentence[..<range.lowerBound]), String(sentence[range.lowerBound...].dropFirst(2)))
  }
}
