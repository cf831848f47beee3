import SourceFacts

/// What to do with a recovery store when a flow's era changes.
struct RecoveryAdvice: Sendable, Equatable {
  let steps: [StateSurvival.Step]
  var moves: RowMoves
  let store: StoreAtHand?
  let from: Era
  /// The files of all flows whose rows the command carries over, where it is not this one's alone.
  var sharing: [String] = []
  /// The file at whose flow the command stands, where that is another's.
  var leader: String?
  /// Which of the new stores it is, where flows that had one store need several.
  var number = 1

  /// The words of the command that carries over what can be; nil when there is nothing to carry, or carrying it would do harm.
  var words: [String]? {
    guard !readsAgain, leader == nil, !moves.pairs.isEmpty || !moves.files.isEmpty else { return nil }
    let partitions = store?.contents.map { String($0.partitions) } ?? "COUNT"
    var words = [
      "waxwing", "recovery", "import", Self.path(store?.directory ?? "OLD"), Self.path(successor), "--partitions", partitions,
    ]
    words += Self.option("--map", moves.pairs.map { "\($0.old)=\($0.new)" })
    words += Self.option("--files", moves.files)
    return words + Self.option("--drop", moves.lost.sorted())
  }

  /// The command as a shell takes it.
  var command: String? { words.map(inFolder) }

  /// A command for the folder in which the flow is started, made to be pasted in the present one.
  private func inFolder(_ words: [String]) -> String {
    let line = ShellWords.line(words)
    guard let folder = store?.folder, !folder.isEmpty else { return line }
    return "(cd \(ShellWords.quoted(Self.path(folder))) && \(line))"
  }

  /// Where a command has to run, as far as it does not say so itself.
  private var place: String {
    guard store?.folder == nil else { return "" }
    let isElsewhere = store.map { $0.contents == nil && !$0.directory.hasPrefix("/") } ?? false
    return isElsewhere || !moves.files.isEmpty ? ", in the folder in which it runs" : ""
  }

  private var successor: String { (store?.successor ?? "NEW") + (number > 1 ? "-\(number)" : "") }

  /// The advice in sentences; a command stands behind ': ' at the end of its own.
  var sentences: [String] {
    var advice: [String] = []
    if from == .v0_16 {
      advice.append(
        "stores that Python's 0.16 wrote cannot be read by any later era (recovery-format-0-17); what follows is for stores of 'waxwing run'"
      )
    }
    if readsAgain {
      advice.append(
        "its input is read from the start again, so begin with an empty store; state carried over would count its items twice: "
          + inFolder([
            "waxwing", "recovery", "init", Self.path(successor), store?.contents.map { String($0.partitions) } ?? "COUNT",
          ]))
      return advice
    }
    if let words, let command {
      let what = moves.files.isEmpty ? "the state" : "state and positions"
      let (whose, flows) = sharing.isEmpty ? ("", "the flow") : (" of \(sharing.joined(separator: ", "))", "these flows")
      advice.append("carry \(what)\(whose) over, with \(flows) stopped\(place): \(command)")
      advice.append("then run the flow with '\(successor)' in place of '\(store?.directory ?? "OLD")'")
      advice += explained(moves.placeholders(in: words))
    } else if let leader {
      advice.append("its store is that of \(leader), too, and the command there carries its rows over")
      advice.append("then run the flow with '\(successor)' in place of '\(store?.directory ?? "OLD")'")
    } else if store?.contents?.steps.isEmpty == true {
      advice.append("the store is empty, so there is nothing to carry over")
    } else if moves.strangers.isEmpty, store?.contents != nil || steps.allSatisfy({ $0.fate == .kept }) {
      advice.append("the store goes on as it is")
    }
    if !moves.strangers.isEmpty {
      let names = moves.strangers.map { "'\($0)'" }.joined(separator: ", ")
      advice.append(
        "the store has rows of \(names), and the text does not show of which steps; add them to --map if the flow still has them")
    }
    let lost = steps.filter { $0.fate == .lost && !$0.isPosition }
    if !lost.isEmpty {
      let isDropped = !moves.lost.isEmpty && (words != nil || leader != nil)
      advice.append(
        "each key of \(lost.map { "'\($0.step ?? $0.operator)'" }.joined(separator: ", ")) begins anew\(isDropped ? ", and its old rows stay behind (--drop)" : "")"
      )
      // What was read is not read again where positions go on, so it is in no window or value any more.
      if steps.contains(where: { $0.isPosition && $0.operator == "input" && $0.fate != .lost }), words != nil || leader != nil {
        advice.append(
          "the items that such state was made of are lost: they are not read again; where that matters, let open windows close before the last run of the old flow ends, or begin with an empty store if the whole input can be read again"
        )
      }
    }
    return advice
  }

  /// What is to be filled in.
  private func explained(_ placeholders: [String]) -> [String] {
    let meanings = [
      "OLD": "OLD is the store's folder", "NEW": "NEW a folder for the new one",
      "COUNT": "COUNT how many partitions it is to have",
      "FLOW": "FLOW the flow's id", "STEP": "STEP a step's id", "DIRECTORY": "DIRECTORY the one whose files are read",
    ]
    guard !placeholders.isEmpty else { return [] }
    let told = placeholders.compactMap { meanings[$0] }.joined(separator: ", ")
    return [
      "\(told); the store knows its partitions and ids: "
        + inFolder(["waxwing", "recovery", "inspect", Self.path(store?.directory ?? "OLD")])
    ]
  }

  /// Whether an input is read from its start again, so that state carried over would meet its items twice.
  var readsAgain: Bool { steps.contains { $0.operator == "input" && $0.fate == .lost } }

  /// A folder that no one takes for an option.
  private static func path(_ folder: String) -> String { folder.hasPrefix("-") ? "./\(folder)" : folder }

  /// An option with its values; one that looks like an option itself is written in one word with it.
  private static func option(_ name: String, _ values: [String]) -> [String] {
    let plain = values.filter { !$0.hasPrefix("-") }
    return (plain.isEmpty ? [] : [name] + plain) + values.filter { $0.hasPrefix("-") }.map { "\(name)=\($0)" }
  }

  /// A sentence and the command at its end.
  static func parts(of sentence: String) -> (words: String, command: String?) {
    guard let range = sentence.ranges(of: ": (cd ").last ?? sentence.ranges(of: ": waxwing ").last else { return (sentence, nil) }
    return (String(sentence[..<range.lowerBound]), String(sentence[range.lowerBound...].dropFirst(2)))
  }
}
