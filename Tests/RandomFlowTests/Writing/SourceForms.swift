import SourceFacts

/// What a flow reads: lists, files, sources of the file's own.
extension FlowDraft {
  /// Writes the flow's first step and gives the kind of its items.
  mutating func source() -> Kind {
    switch number(0...11) {
    case 0: return file()
    case 1: return rows()
    case 2, 3: return ownPartitions()
    case 4 where workers == 1: return ownDynamic()
    default: return list()
    }
  }

  /// A source over a list. Several at a time only where no step shows when an item came.
  mutating func testing(_ items: String) -> String {
    let name = isFluent ? "TestingInput" : "TestingSource"
    if era != .v0_16, chance(20) { return "\(name)(\(items), batchSize: \(number(2...5)))" }
    return "\(name)(\(items))"
  }

  private mutating func list() -> Kind {
    let (kind, text) = pickList()
    let name = unique(kind == .text ? "lines" : kind == .number ? "numbers" : domain.many)
    values.append("let \(name) = \(text)")
    input(testing(name), id(pick(["inp", "input", domain.many])))
    return kind
  }

  mutating func pickList() -> (Kind, String) {
    switch number(0...7) {
    case 0: return (.text, "[\n  " + (0..<number(4...8)).map { _ in "\"\(pick(Domain.lines))\"" }.joined(separator: ",\n  ") + ",\n]")
    case 1: return (.number, "[" + (0..<number(6...14)).map { _ in "\(number(1...30))" }.joined(separator: ", ") + "]")
    case 2: return (.pair(.number), pairs { draft in "\(draft.number(1...30))" })
    case 3: return (.pair(.text), pairs { draft in "\"\(draft.pick(draft.domain.tags))\"" })
    case 4:
      let type = eventType()
      return (.event, "[\n  " + times().map { event(type, $0) }.joined(separator: ",\n  ") + ",\n]")
    default:
      let type = eventType()
      let items = times().map { "(\"\(pick(domain.keys))\", \(event(type, $0)))" }
      return (.pair(.event), "[\n  " + items.joined(separator: ",\n  ") + ",\n]")
    }
  }

  /// Times in tens of seconds, mostly in order.
  private mutating func times() -> [Int] {
    var now = 0
    return (0..<number(9...18)).map { _ in
      now += number(0...2)
      return max(0, now - (chance(40) ? number(1...3) : 0)) * 10
    }
  }

  mutating func event(_ type: String, _ time: Int) -> String {
    "\(type)(\(domain.key): \"\(pick(domain.keys))\", \(domain.tag): \"\(pick(domain.tags))\", \(domain.time): \(time), "
      + "\(domain.otherTime): \(number(0...40) * 10), \(domain.amount): \(number(1...30)))"
  }

  mutating func pairs(_ value: (inout FlowDraft) -> String) -> String {
    "[\n  " + (0..<number(6...14)).map { _ in "(\"\(pick(domain.keys))\", \(value(&self)))" }.joined(separator: ", ") + ",\n]"
  }

  private mutating func file() -> Kind {
    let name = "\(pick(["poem", "notes", "words"])).txt"
    files[name] = (0..<number(3...7)).map { _ in pick(Domain.lines) + "\n" }.joined()
    input("\(isFluent ? "FileInput" : "FileSource")(\"\(name)\")", id("lines"))
    return .text
  }

  private mutating func rows() -> Kind {
    features.insert(.csv)
    files["rows.csv"] = "who,amount\n" + (0..<number(4...8)).map { _ in "\(pick(domain.keys)),\(number(1...30))\n" }.joined()
    input("\(isFluent ? "CSVInput" : "CSVSource")(\"rows.csv\")", id("rows"))
    let recipe = CallbackRecipe(
      verb: "amountOf", making: "amountsOf", parameters: [("row", "[String: String]")], result: "(String, Int)", constant: ("factor", "2")
    ) { use in
      "(\(use[0])[\"who\"] ?? \"nobody\", (Int(\(use[0])[\"amount\"] ?? \"\") ?? 0) * \(use.constant)\(use.call.map { " + \($0) * 100" } ?? ""))"
    }
    write(FlowStep(name: "map", id: id("amount_of"), callback: callback(recipe), output: .pair(.number)))
    return .pair(.number)
  }

  mutating func input(_ source: String, _ id: String) {
    if isFluent {
      scope.lines.append("\(scope.receiver)input(\"\(id)\", \(source))")
      return
    }
    let name = unique(streamName(id))
    let flow = scope.receiver.isEmpty ? "self" : String(scope.receiver.dropLast())
    scope.lines.append("let \(name) = op.input(\"\(id)\", \(flow), \(source))")
    scope.up = name
  }
}
