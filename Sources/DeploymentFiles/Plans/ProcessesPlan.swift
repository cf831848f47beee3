/// `-p P`: P × W workers of one process, which from 0.18 on is said with `-w` alone.
extension StartPlanner {
  mutating func processes() {
    guard let rule = rule(.processes), runner.map({ $0.text == "run" }) ?? true else { return }
    let flag = line[.processes]
    let variable = visible.seen(BytewaxVariable.processes)
    guard flag != nil || variable != nil else { return }
    let place = flag?.word.token.lowerBound ?? words[0].own.lowerBound
    if context.requested.contains(rule.id), flag != nil, let runner {
      return change(
        .processes, runner, runner.place(ofFirst: 3), "test-cluster", "\(rule.summary): 'test-cluster' has the flag", at: place)
    }
    if line[.processID] != nil || line[.addresses] != nil || visible.seen(BytewaxVariable.processID) != nil
      || visible.seen("BYTEWAX_POD_NAME") != nil
    {
      return obstacle(
        .processes, place,
        "beside -i and -a it was ignored, and Waxwing starts no clusters of several processes; start the flow once, with as many workers as -w says"
      )
    }
    if line.isTwice(.processes) || line.isTwice(.workers) {
      return obstacle(.processes, place, "a flag is given twice here; say the number of workers once, with -w")
    }
    if let flag, variable != nil, visible[BytewaxVariable.workers] != nil {
      return obstacle(.processes, place, "take '\(BytewaxVariable.processes)' out, which this command sees beside '\(flag.name)'")
    }
    if let flag { replace(flag) } else if let variable { replace(variable, at: place) }
    // Where a flag says the same, the variable goes on to be overruled.
    if let variable { for setting in variable.settings { plan.renamed[setting] = .processes } }
  }

  private func message(_ count: Int?) -> String {
    let summary = context.book[DeploymentRule.processes.rawValue]?.summary ?? ""
    return "\(summary); they were workers of one process, \(count.map { "which '-w \($0)' says" } ?? "as many as '-w' says")"
  }

  private mutating func replace(_ flag: FlagLine.Entry) {
    let place = flag.word.token.lowerBound
    let new = flag.name == "-p" ? "-w" : "--workers-per-process"
    let workers = line[.workers]
    let variable = workers == nil ? visible[BytewaxVariable.workers] : nil
    let count = flag.text.flatMap(Int.init)
    guard workers != nil || variable != nil else {
      return change(.processes, flag.word, flag.word.place(ofFirst: flag.name.utf8.count), new, message(count), at: place)
    }
    let each =
      workers.map { $0.text.flatMap(Int.init) } ?? (variable?.isCertain == true ? variable?.value.flatMap(Int.init) : nil)
    if count == 1 { return takeOut(flag, each) }
    guard let count, let each, case let (product, false) = count.multipliedReportingOverflow(by: each) else {
      return obstacle(
        .processes, place, "give '-w' the product of both numbers in place of '\(flag.name)' and the number of workers")
    }
    if let workers {
      replaceValue(of: workers, with: product)
      takeOut(flag, product)
    } else {
      change(.processes, flag.word, flag.word.place(ofFirst: flag.name.utf8.count), new, message(product), at: place)
      replaceValue(of: flag, with: product)
    }
  }

  private mutating func replace(_ variable: VisibleVariables.Variable, at place: Int) {
    if visible[BytewaxVariable.workers] != nil {
      return obstacle(
        .processes, place,
        "multiply '\(BytewaxVariable.workers)' by '\(BytewaxVariable.processes)', which this command also sees, and take the latter out"
      )
    }
    if let workers = line[.workers] {
      guard variable.isCertain, let count = variable.value.flatMap(Int.init), let each = workers.text.flatMap(Int.init),
        case let (product, false) = count.multipliedReportingOverflow(by: each)
      else {
        return obstacle(
          .processes, place,
          "multiply '\(workers.name)' by '\(BytewaxVariable.processes)', which this command sees, and take the latter out")
      }
      if count != 1 { replaceValue(of: workers, with: product) }
    }
  }

  /// The digits of a flag's value, which may be part of the flag's own word.
  private mutating func replaceValue(of entry: FlagLine.Entry, with number: Int) {
    guard let text = entry.text else { return }
    if Int(text) == number { return }
    let letters = entry.value.letters.suffix(text.utf8.count)
    change(
      .processes, entry.value, letters.isKnown ? letters.place : nil, "\(number)", message(number),
      at: entry.word.token.lowerBound)
  }

  /// A flag that is no longer needed, with its value and what stood between it and the word before.
  private mutating func takeOut(_ entry: FlagLine.Entry, _ count: Int?) {
    let place = entry.word.token.lowerBound
    let (first, last) = (words[entry.words.lowerBound], words[entry.words.upperBound])
    let before = words[entry.words.lowerBound - 1]
    guard first.definition == last.definition, !first.isElsewhere else {
      return obstacle(.processes, place, "take '\(entry.name)' out, and give '-w' the product of both numbers")
    }
    switch first.layout {
    case .line:
      // Each item is a line of its own; taking it out leaves its comment.
      for word in entry.words.map({ words[$0] }) {
        change(.processes, word, word.token, CommandWord.removedLine, message(count), at: place)
      }
    case .shell, .item:
      let isBehind =
        before.definition == first.definition && before.token.upperBound <= first.token.lowerBound
        && first.token.lowerBound <= last.token.upperBound
        && before.isWritten(as: first)
      let next = entry.words.upperBound + 1 < words.count ? words[entry.words.upperBound + 1] : nil
      let range: Range<Int>
      if isBehind {
        range = before.token.upperBound..<last.token.upperBound
      } else if let next, next.definition == first.definition, next.isWritten(as: first),
        next.token.lowerBound >= last.token.upperBound, last.token.upperBound >= first.token.upperBound
      {
        range = first.token.lowerBound..<next.token.lowerBound
      } else if first.definition != nil, first.token.lowerBound <= last.token.upperBound {
        range = first.token.lowerBound..<last.token.upperBound
      } else {
        return obstacle(.processes, place, "take '\(entry.name)' out, and give '-w' the product of both numbers")
      }
      change(.processes, first, range, "", message(count), at: place)
    }
  }
}

extension CommandWord {
  /// What stands for a line of a list that is taken out, until the line's ends are known.
  static let removedLine = "\u{0}"

  /// Whether two words are written in the same way.
  fileprivate func isWritten(as other: CommandWord) -> Bool {
    switch (layout, other.layout) {
    case (.shell, .shell), (.item, .item), (.line, .line): true
    default: false
    }
  }
}
