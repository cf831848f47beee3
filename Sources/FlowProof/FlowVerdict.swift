/// What is known of a flow and its rewrite after both have been run.
package struct FlowVerdict: Sendable, Encodable {
  /// The answer in a word.
  package enum Kind: String, Sendable, Codable {
    case same
    case differs
    case notComparable = "not comparable"
    /// The file could not be read or judged at all.
    case failed
  }

  /// What is known for one number of workers.
  package struct Run: Sendable, Encodable {
    private enum CodingKeys: String, CodingKey { case workers, lines, agreement, reason, difference, kind = "verdict" }

    package let workers: Int
    package let kind: Kind
    /// How many lines the old flow gave, printed or written.
    package let lines: Int
    /// How far the order agrees; nil unless it is the same.
    package let agreement: Agreement?
    /// Why it is not the same, unless a line says so.
    package let reason: String?
    package let difference: OutputDifference?

    /// The run in one line.
    var text: String {
      let head = "\(workers) worker\(workers == 1 ? "" : "s"): "
      switch kind {
      case .same:
        return head + "\(lines) line\(lines == 1 ? "" : "s")" + (agreement.map { ", \($0.rawValue)" } ?? "")
          + (reason.map { "; \($0)" } ?? "")
      case .differs: return head + (reason.map { $0 + (difference == nil ? "" : ": ") } ?? "") + (difference?.text ?? "")
      case .notComparable, .failed: return head + "\(kind.rawValue): \(reason ?? "")" + (difference.map { ": \($0.text)" } ?? "")
      }
    }
  }

  package let file: String
  /// The era of the old flow, and the one that it was rewritten to.
  package let from: String?
  package let to: String?
  package let kind: Kind
  /// Why there is no answer for any number of workers, or what else is to be known.
  package let reason: String?
  package let runs: [Run]
  /// What killing and resuming showed; nil when it was not asked for.
  package var crash: CrashVerdict?

  init(file: String, from: String? = nil, to: String? = nil, _ kind: Kind, reason: String? = nil, runs: [Run] = []) {
    (self.file, self.from, self.to, self.kind, self.reason, self.runs) = (file, from, to, kind, reason, runs)
  }

  /// The verdict over all worker counts: one difference decides, and so does one sameness where there is none.
  init(file: String, from: String, to: String, runs: [Run]) {
    let kinds = Set(runs.map(\.kind))
    let kind: Kind = kinds.contains(.differs) ? .differs : kinds.contains(.same) ? .same : .notComparable
    self.init(file: file, from: from, to: to, kind, runs: runs)
  }

  /// The answer of the runs and of the kills together.
  package var overall: Kind {
    guard let crash else { return kind }
    if kind == .differs || crash.kind == .differs { return .differs }
    return kind == .same ? crash.kind : kind
  }

  private enum CodingKeys: String, CodingKey { case file, from, to, verdict, reason, runs, crash }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encodeIfPresent(from, forKey: .from)
    try container.encodeIfPresent(to, forKey: .to)
    try container.encode(overall, forKey: .verdict)
    try container.encodeIfPresent(reason, forKey: .reason)
    try container.encode(runs, forKey: .runs)
    try container.encodeIfPresent(crash, forKey: .crash)
  }

  /// The verdict for people: a line, and one for each number of workers.
  package var text: String {
    let eras = from.flatMap { from in to.flatMap { from == $0 ? nil : " (\(from) to \($0))" } } ?? ""
    var lines = ["\(file): \(overall.rawValue)\(eras)\(reason.map { ": \($0)" } ?? "")"]
    lines += runs.map { "  \($0.text)" }
    if let crash { lines += crash.lines.map { "  \($0)" } }
    return lines.joined(separator: "\n")
  }

  /// The verdict in one line, for a finding.
  package var line: String {
    if let reason { return reason }
    return (runs.first { $0.kind == kind } ?? runs.first)?.text ?? crash?.lines.first ?? kind.rawValue
  }
}
