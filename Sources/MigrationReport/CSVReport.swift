extension MigrationReport {
  /// The statistics as a table for a spreadsheet, as RFC 4180 has it: a row for each rule, each file, and all together.
  package var csv: String {
    let columns = ["kind", "name", "places", "rewritten", "review", "decide", "know", "held", "left", "suppressed", "automatic", "verdict"]
    var rows = [columns]
    func add(_ kind: String, _ name: String, _ counts: Statistics, _ verdict: String = "") {
      let numbers = [
        counts.total, counts.rewritten, counts.review, counts.decide, counts.know, counts.held, counts.left, counts.suppressed,
      ]
      let share = counts.automatic.map { String(Double(Int(($0 * 10_000).rounded())) / 10_000) } ?? ""
      rows.append([kind, name] + numbers.map(String.init) + [share, verdict])
    }
    let shown = shown
    for entry in shown.statisticsByRule { add("rule", entry.rule, entry.statistics) }
    for entry in shown.statisticsByFile { add("file", entry.file.file, entry.statistics, entry.file.verdict.rawValue) }
    add("all", "", statistics)
    return rows.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A cell, in quotes where it holds what would end it. A spreadsheet takes what begins like a formula for one, so that is kept from it.
  private static func cell(_ text: String) -> String {
    // Some take the wide forms of these for them, too.
    let isFormula = text.unicodeScalars.first.map { "=+-@\t＝＋－＠".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return safe }
    return "\"" + safe.escaped(["\"": "\"\""]) + "\""
  }
}
