/// How far two outputs with the same lines agree in their order.
package enum Agreement: String, Sendable, Codable {
  case sameOrder = "in the same order"
  case sameOrderPerKey = "each key's in the same order"
  case sameLines = "in another order"
}

/// The first line in which two outputs differ.
package struct OutputDifference: Sendable, Codable, Equatable {
  /// `standard output`, or a file's path.
  package let place: String
  /// The key of the lines, where they are pairs.
  package let key: String?
  /// The line that only the old flow gave.
  package let before: String?
  /// The line that only the rewritten flow gave.
  package let after: String?
  /// How many lines of the place only the old flow gave.
  package let onlyBefore: Int
  /// How many lines of the place only the rewritten flow gave.
  package let onlyAfter: Int

  /// The difference in one line.
  package var text: String {
    func side(_ line: String?, _ count: Int) -> String {
      guard let line else { return "nothing" }
      return "'\(line)'" + (count > 1 ? " and \(count - 1) more" : "")
    }
    return
      "\(place)\(key.map { ", key '\($0)'" } ?? ""): only before \(side(before, onlyBefore)), only after \(side(after, onlyAfter))"
  }
}

/// Compares what two runs gave, as bags of lines: items may come in any order.
struct OutputComparison {
  let before: FlowOutput
  let after: FlowOutput

  /// The first difference; nil when both have the same lines equally often, in the same places.
  func difference() -> OutputDifference? {
    for place in Set(before.lines.keys).union(after.lines.keys).sorted(by: Self.printedFirst) {
      let (old, new) = (before.lines[place], after.lines[place])
      let onlyBefore = Self.lines(old ?? [], without: new ?? [])
      let onlyAfter = Self.lines(new ?? [], without: old ?? [])
      if onlyBefore.isEmpty && onlyAfter.isEmpty {
        // A file that one side does not write at all is a difference, too, even when it is empty.
        if (old == nil) == (new == nil) { continue }
        return OutputDifference(
          place: place, key: nil, before: old.map { _ in "an empty file" }, after: new.map { _ in "an empty file" },
          onlyBefore: old == nil ? 0 : 1, onlyAfter: new == nil ? 0 : 1)
      }
      let first = onlyBefore.first ?? onlyAfter[0]
      let key = Self.key(of: first)
      let partner =
        onlyBefore.isEmpty
        ? nil
        : (key == nil
          ? onlyAfter.first : onlyAfter.first { Self.key(of: $0) == key } ?? onlyAfter.first { Self.key(of: $0) == nil })
      return OutputDifference(
        place: place, key: key, before: onlyBefore.first, after: onlyBefore.isEmpty ? first : partner,
        onlyBefore: onlyBefore.count,
        onlyAfter: onlyAfter.count)
    }
    return nil
  }

  /// How well the orders agree; only meaningful when there is no difference.
  func agreement() -> Agreement {
    if before.lines == after.lines { return .sameOrder }
    let isPerKey = before.lines.allSatisfy { place, lines in
      let others = after.lines[place] ?? []
      guard lines != others, let keyed = Self.byKey(lines), let othersKeyed = Self.byKey(others) else { return lines == others }
      return keyed == othersKeyed
    }
    return isPerKey ? .sameOrderPerKey : .sameLines
  }

  /// What `lines` have more of than `others`, in their order.
  static func lines(_ lines: [String], without others: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for line in others { counts[line, default: 0] += 1 }
    return lines.filter { line in
      guard let count = counts[line], count > 0 else { return true }
      counts[line] = count - 1
      return false
    }
  }

  /// The key of a line that is a printed pair, `("key", …)`.
  static func key(of line: String) -> String? {
    guard line.hasPrefix("(\"") else { return nil }
    var key = ""
    var isEscaped = false
    for character in line.dropFirst(2) {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        return key
      }
      key.append(character)
    }
    return nil
  }

  /// The lines of each key in their order; nil when some have none.
  private static func byKey(_ lines: [String]) -> [String: [String]]? {
    var keyed: [String: [String]] = [:]
    for line in lines {
      guard let key = key(of: line) else { return nil }
      keyed[key, default: []].append(line)
    }
    return keyed
  }

  private static func printedFirst(_ one: String, _ other: String) -> Bool {
    (one == FlowOutput.printed ? 0 : 1, one) < (other == FlowOutput.printed ? 0 : 1, other)
  }
}
