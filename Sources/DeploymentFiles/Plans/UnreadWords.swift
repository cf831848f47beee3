import SourceFacts

/// Words of older eras that stand where no command and no setting was read: in a word that another program gets, in text that is
/// written elsewhere, in a language that is not read. They are named, because nothing else is said of them.
struct UnreadWords {
  struct Place: Equatable {
    let rule: DeploymentRule
    /// What stands there.
    let word: String
    let offset: Int
  }

  private(set) var places: [Place] = []
  private let reading: DeploymentReading
  private let judged: [Range<Int>]

  init(_ reading: DeploymentReading) {
    self.reading = reading
    judged = Self.judged(reading)
    let bytes = reading.bytes
    let isStarter = bytes.contains(name: Array("waxwing".utf8))
    guard isStarter || bytes.contains(name: Array("BYTEWAX_".utf8)) else { return }
    let words = WholeWords(bytes)
    findVariables(words, isStarter)
    guard isStarter else { return }
    for (flag, rule) in [("--epoch-interval", DeploymentRule.epochFlag), ("--sqlite-directory", .sqliteFlag)] {
      for place in words.places(of: flag) where !isPythons(place.lowerBound) { add(rule, flag, place.lowerBound) }
    }
    for place in words.places(of: "waxwing") { findShortFlags(behind: place.upperBound) }
  }

  /// The names of variables, in places that may give them to commands.
  var variables: Set<String> { Set(places.map(\.word)).intersection(BytewaxVariable.all) }

  /// What was read, and is spoken of as it is judged.
  private static func judged(_ reading: DeploymentReading) -> [Range<Int>] {
    // Of text that something else may run only the flags are spoken of.
    let documents = reading.starts.filter(\.isDocument).map { $0.words.filter { !$0.text.hasPrefix("BYTEWAX_") } }
    let words = (reading.starts.filter { !$0.isDocument }.map(\.words) + documents + reading.loose).joined()
      .filter { !($0.text.contains(" ") && $0.text.contains("waxwing")) }
    let ranges =
      words.flatMap { [$0.token, $0.own] } + (reading.settings.map(\.place) + (reading.reads + reading.keyReads).map(\.place))
      + reading.prose
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  private mutating func add(_ rule: DeploymentRule, _ word: String, _ offset: Int) {
    let next = judged.firstPlace { $0.upperBound > offset }
    if next == judged.count || !judged[next].contains(offset) { places.append(Place(rule: rule, word: word, offset: offset)) }
  }

  /// A program in Python or another language may have variables of these names for the real Bytewax.
  private mutating func findVariables(_ words: WholeWords, _ isStarter: Bool) {
    let ending = reading.path.split(separator: ".").last.map(String.init) ?? ""
    guard isStarter || !["py", "rb", "pl"].contains(ending) else { return }
    for (name, rule) in [
      (BytewaxVariable.epochInterval, DeploymentRule.epochVariable), (BytewaxVariable.sqliteDirectory, .sqliteVariable),
      (BytewaxVariable.processes, .processes),
    ] { for place in words.places(of: name) where !isPythons(place.lowerBound) { add(rule, name, place.lowerBound) } }
  }

  /// Whether the line is a command of Python's own Bytewax.
  private func isPythons(_ offset: Int) -> Bool {
    let bytes = reading.bytes
    let start = bytes[..<offset].lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(where: \.isNewline) ?? bytes.count
    let line = Array(bytes[start..<min(end, start + 4096)])
    return line.contains(name: Array("bytewax.run".utf8)) && !line.contains(name: Array("waxwing".utf8))
  }

  /// Flags that could be any program's, up to the end of a command that runs a flow.
  private mutating func findShortFlags(behind start: Int) {
    let words = self.words(from: start)
    guard words.first?.text == "run" else { return }
    func first(_ names: [String]) -> (text: String, offset: Int)? {
      words.first { word in
        names.contains {
          word.text == $0
            || word.text.hasPrefix($0.hasPrefix("--") ? $0 + "=" : $0) && (word.text.hasPrefix("--") == $0.hasPrefix("--"))
        }
      }
    }
    if let flag = first(["-p", "--processes"]) { add(.processes, flag.text, flag.offset) }
    if let store = first(["-r", "--recovery-directory"]),
      first(["-s", "--snapshot-interval"]) == nil || first(["-b", "--backup-interval"]) == nil
    {
      add(.intervals, store.text, store.offset)
    }
    if let era = first(["--era"]) { add(.pinnedEra, era.text, era.offset) }
  }

  /// Words, without quotes and what else languages put between them.
  private func words(from start: Int) -> [(text: String, offset: Int)] {
    let bytes = reading.bytes
    var found: [(String, Int)] = []
    var position = start
    let limit = min(bytes.count, start + 2048)
    while position < limit {
      let byte = bytes[position]
      if ";&|".utf8.contains(byte) || byte.isNewline && bytes[position - 1] != UInt8(ascii: "\\") { break }
      guard !byte.isBetweenWords else {
        position += 1
        continue
      }
      let end = bytes[position..<limit].firstIndex { $0.isBetweenWords || ";&|".utf8.contains($0) } ?? limit
      found.append((String(decoding: bytes[position..<end], as: UTF8.self), position))
      position = end
    }
    return found
  }
}

extension UInt8 {
  fileprivate var isBetweenWords: Bool { isBlank || isNewline || "\"'`,[](){}\\".utf8.contains(self) }
}
