import SourceFacts

extension MigrationReport {
  /// The flows whose stores need a thought, with what a person has to do.
  var recoveryFlows: [(file: FileReport, survival: StateSurvival)] {
    joiningStores.flows.compactMap { file in file.recovery.flatMap { $0.isWorthTelling ? (file, $0) : nil } }
  }

  /// The section on recovery stores; empty where there is nothing to tell.
  func recoveryText(_ style: TextStyle) -> String {
    recoveryFlows.map { file, survival in
      let eras = "\(file.era?.rawValue ?? "?") to \(file.reached?.rawValue ?? "?")"
      var text = style.paint(file.file, .bold) + "  \(eras)\n"
      for step in survival.steps {
        let colour: TextStyle.Mark = step.fate == .lost ? .red : step.fate == .moved ? .yellow : .green
        let name = "\(step.operator) '\(step.step ?? "…")', line \(step.line): "
        let change = step.oldRow == step.newRow ? step.oldRow : "\(step.oldRow) → \(step.newRow)"
        text += "  \(name)\(style.paint(step.fate.rawValue, colour))  \(change)\n"
        if let reason = step.reason { text += style.wrap(reason, indent: "    ") + "\n" }
      }
      return text + survival.advice.map { advice($0, style) }.joined()
    }.joined(separator: "\n")
  }

  /// A command is not broken, so that it can be copied.
  private func advice(_ sentence: String, _ style: TextStyle) -> String {
    let (words, command) = RecoveryAdvice.parts(of: sentence)
    let told = style.wrap(words + (command == nil ? "" : ":"), indent: "    ")
    return "  → " + told.dropFirst(4) + "\n" + (command.map { "      \(style.paint($0, .bold))\n" } ?? "")
  }

  /// The advice on the store of each flow that has one to carry over, without the steps one by one; empty where there is none.
  package var recoveryAdvice: String {
    recoveryFlows.filter { $0.survival.command != nil }.map { file, survival in
      "\(file.file): its recovery store:\n" + survival.advice.map { advice($0, TextStyle()) }.joined()
    }.joined()
  }
}
