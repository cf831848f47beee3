import Foundation
import SourceFacts

extension MigrationReport {
  /// The flows whose stores need a thought, with what a person has to do.
  var recoveryFlows: [(file: FileReport, survival: StateSurvival)] {
    flows.compactMap { file in file.recovery.flatMap { $0.isWorthTelling ? (file, $0) : nil } }
  }

  /// What to do with a store that the flow has written, in sentences.
  func recoveryAdvice(_ file: FileReport, _ survival: StateSurvival) -> [String] {
    var advice: [String] = []
    if file.era == .v0_16 {
      advice.append("stores that Python's 0.16 wrote cannot be read by any later era (recovery-format-0-17); what follows is for stores of 'waxwing run'")
    }
    if survival.readsAgain {
      advice.append("its files are read from their start again, so begin with an empty store ('waxwing recovery init NEW COUNT'); state carried over would count their items twice")
    } else if let command = survival.command {
      advice.append("carry the state over, with the flow stopped: \(command)")
    } else if survival.steps.allSatisfy({ $0.fate == .kept }) {
      advice.append("the store goes on as it is")
    }
    if !survival.readsAgain, survival.steps.contains(where: { $0.fate == .moved && $0.step == nil }) {
      advice.append("ids or flows marked STEP or FLOW are made while the flow is built; 'waxwing recovery inspect OLD' lists them")
    }
    let lost = survival.steps.filter { $0.fate == .lost && !$0.isPosition }
    if !lost.isEmpty, !survival.readsAgain {
      advice.append("each key of \(lost.map { "'\($0.step ?? $0.operator)'" }.joined(separator: ", ")) begins anew")
    }
    return advice
  }

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
      return text + recoveryAdvice(file, survival).map { advice($0, style) }.joined()
    }.joined(separator: "\n")
  }

  /// A command is not broken, so that it can be copied.
  private func advice(_ sentence: String, _ style: TextStyle) -> String {
    guard let colon = sentence.range(of: ": waxwing ") else { return style.wrap("→ \(sentence)", indent: "  ") + "\n" }
    let command = sentence[sentence.index(colon.lowerBound, offsetBy: 2)...]
    return style.wrap("→ \(sentence[..<colon.lowerBound]):", indent: "  ") + "\n      \(style.paint(String(command), .bold))\n"
  }
}
