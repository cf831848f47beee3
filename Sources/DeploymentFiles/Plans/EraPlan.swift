/// `--era 0.16`: a flow that has been rewritten is of the newer era, and would not compile as the old one.
extension StartPlanner {
  mutating func era() {
    guard let entry = line[.era], flow.map({ $0.reached > $0.from }) ?? true else { return }
    let reached = (flow?.reached ?? context.target).rawValue
    let message = "'--era' names an era by hand; the flow is of \(reached) now"
    if entry.text == "auto" { return }
    guard let text = entry.text else {
      return plan.obstacles.append(
        .init(rule: .pinnedEra, place: entry.word.own.lowerBound, message: "\(message); give it here, or take '--era' out"))
    }
    guard text < reached, text >= (context.assumed ?? .v0_16).rawValue else { return }
    let letters = entry.value.letters.suffix(text.utf8.count)
    change(.pinnedEra, entry.value, letters.isKnown ? letters.place : nil, reached, message, at: entry.word.token.lowerBound)
  }
}
