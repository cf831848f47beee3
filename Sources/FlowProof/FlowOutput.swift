import FlowCompiler

/// Everything that one run of a flow gave: the lines it printed and those of the files it wrote.
struct FlowOutput: Sendable {
  /// The lines, by where they stand: `standard output` or a file's path.
  let lines: [String: [String]]

  static let printed = "standard output"

  init(printed: [UInt8], files: [String: [UInt8]]) {
    lines = files.mapValues(Self.lines).merging([Self.printed: Self.lines(printed)]) { $1 }
  }

  init(_ lines: [String: [String]]) { self.lines = lines }

  var count: Int { lines.values.reduce(0) { $0 + $1.count } }

  /// Whether it has a line that another, perhaps of a run that was ended early, has not.
  func hasMore(than other: FlowOutput) -> Bool {
    lines.contains { place, lines in !OutputComparison.lines(lines, without: other.lines[place] ?? []).isEmpty }
  }

  /// The same with the times of windows taken out, so that two runs at different hours can be equal: what stays is how long each window was.
  var withoutWindowTimes: FlowOutput { FlowOutput(lines.mapValues { $0.map(Self.withoutWindowTimes) }) }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      return ["\(bytes.count) bytes, sum \(String(ProgramCache.hash(bytes), radix: 16))"]
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func withoutWindowTimes(_ line: String) -> String {
    line.replacing(/WindowMetadata\(openTime: (.*?), closeTime: (.*?)\)/) { match in
      "WindowMetadata(\(WindowLength.between(match.1, match.2)))"
    }
  }
}

/// How long a window lasted, from the texts of its two times.
private enum WindowLength {
  static func between(_ open: Substring, _ close: Substring) -> String {
    guard let first = seconds(open), let last = seconds(close) else { return "\(open), \(close)" }
    return "\(last - first) s"
  }

  /// Reads `2022-01-01 00:00:10 +0000`, with or without a fraction.
  private static func seconds(_ text: Substring) -> Double? {
    let parts = text.split(separator: " ")
    guard parts.count >= 2 else { return nil }
    let day = parts[0].split(separator: "-").compactMap { Int($0) }
    let time = parts[1].split(separator: ":").compactMap { Double($0) }
    guard day.count == 3, time.count == 3 else { return nil }
    // Days since the first of March of the year 0, as calendars count them that put the leap day last.
    let year = day[1] > 2 ? day[0] : day[0] - 1
    let month = (day[1] + 9) % 12
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + day[2] - 1
    return Double(days) * 86_400 + time[0] * 3_600 + time[1] * 60 + time[2]
  }
}
