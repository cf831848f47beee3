import SourceFacts

/// The comments by which authors say that a rule need not be told, or obeyed, at a place.
///
/// `// waxwing:ignore rule-id, other-id reason` speaks of its own line, or, alone on its line, of the next line that is
/// more than a comment; `// waxwing:ignore-file rule-id reason` of the whole file. `#` begins a comment too, in the
/// files that are not Swift.
package struct IgnoreComments: Sendable {
  /// One such comment.
  package struct Comment: Sendable, Equatable {
    /// Where it stands, counted from 1.
    package let line: Int
    package let column: Int
    package let offset: Int
    /// The line it speaks of; nil for the whole file.
    package let target: Int?
    package let rules: [String]
    /// Why, in the author's words.
    package let reason: String
  }

  package let comments: [Comment]
  /// The first comment that speaks of a rule on a line, or in the whole file, by its position.
  private var first: [Target: Int] = [:]

  private struct Target: Hashable {
    let rule: String
    /// Nil for the whole file.
    let line: Int?
  }

  package init(_ bytes: [UInt8]) {
    guard bytes.contains(name: Self.mark) else {
      comments = []
      return
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var found: [Comment] = []
    // The first line from each on that is more than a comment.
    var code = Array(repeating: lines.count, count: lines.count + 1)
    for number in lines.indices.reversed() { code[number] = Self.isOnlyComment(lines[number]) ? code[number + 1] : number }
    for (number, line) in lines.enumerated() {
      guard let start = line.firstRange(of: Self.mark)?.lowerBound, let opening = Self.opening(line[..<start]) else { continue }
      let words = String(decoding: line[(start + Self.mark.count)...], as: UTF8.self)
      let isFile = words.hasPrefix("-file")
      let (rules, reason) = Self.read(words.dropFirst(isFile ? 5 : 0))
      var target: Int? = number + 1
      if isFile {
        target = nil
      } else if line[..<opening].allSatisfy(\.isBlank) {
        target = (code[number + 1] < lines.count ? code[number + 1] : number) + 1
      }
      found.append(
        Comment(
          line: number + 1, column: opening - line.startIndex + 1, offset: opening, target: target, rules: rules, reason: reason))
    }
    comments = found
    for (position, comment) in found.enumerated() {
      for rule in comment.rules where first[Target(rule: rule, line: comment.target)] == nil {
        first[Target(rule: rule, line: comment.target)] = position
      }
    }
  }

  /// The comment that speaks of a rule on a line.
  package func covering(_ rule: String, line: Int) -> Comment? {
    [first[Target(rule: rule, line: line)], first[Target(rule: rule, line: nil)]].compactMap { $0 }.min().map { comments[$0] }
  }

  private static let mark = Array("waxwing:ignore".utf8)

  /// Where the comment begins, if nothing but its sign and blanks stand between.
  private static func opening(_ before: ArraySlice<UInt8>) -> Int? {
    guard let last = before.lastIndex(where: { !$0.isBlank }) else { return nil }
    if before[last] == UInt8(ascii: "#") { return last }
    guard last > before.startIndex, before[last - 1] == UInt8(ascii: "/") else { return nil }
    return [UInt8(ascii: "/"), UInt8(ascii: "*")].contains(before[last]) ? last - 1 : nil
  }

  private static func isOnlyComment(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop(while: \.isBlank)
    return text.isEmpty || text.starts(with: [UInt8(ascii: "#")]) || text.starts(with: Array("//".utf8))
  }

  /// The ids, separated by commas, and what stands behind them.
  private static func read(_ text: Substring) -> (rules: [String], reason: String) {
    var rest = text.drop { $0 == ":" || $0 == " " || $0 == "\t" }
    var rules: [String] = []
    while true {
      let id = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      if !id.isEmpty { rules.append(String(id)) }
      rest = rest.dropFirst(id.count).drop { $0 == " " || $0 == "\t" }
      guard rest.first == "," else { break }
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
    }
    let reason = rest.replacing("*/", with: "").drop { "-–:\u{2014} \t".contains($0) }
    return (rules, reason.trimmingSuffix { $0.isWhitespace })
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r") }
}

extension Substring {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
    var rest = self
    while let last = rest.last, isDropped(last) { rest.removeLast() }
    return String(rest)
  }
}
