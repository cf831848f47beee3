import Rewriting
import RuleBook
import SourceFacts

/// The places of one file that rules speak of, and what becomes of them.
struct DeploymentSites {
  let path: String
  let bytes: [UInt8]
  let context: DeploymentContext
  private let comments: IgnoreComments
  private let lines: [Range<Int>]
  private var edits: [Edit] = []
  private var findings: [Finding] = []
  private var suppressed: [SuppressedFinding] = []
  private var seen: Set<String> = []

  init(path: String, bytes: [UInt8], context: DeploymentContext) {
    self.path = path
    self.bytes = bytes
    self.context = context
    comments = IgnoreComments(bytes)
    lines = Lines(bytes).ranges
  }

  /// The rule of an id, when what it speaks of lies between the eras of a flow.
  func rule(_ id: String, of flow: DeploymentContext.Flow? = nil) -> Rule? {
    context.book[id].flatMap { context.crosses($0.hop, of: flow) ? $0 : nil }
  }

  /// A place that a rule speaks of. With an edit it is rewritten, unless a flow that reads it stays behind.
  mutating func add(
    _ rule: Rule, at offset: Int, _ message: String? = nil, edit: Edit? = nil, evidence: Evidence = .lexical, isNamed: Bool = false
  ) {
    let (line, column) = place(of: offset)
    guard seen.insert("\(rule.id) \(offset)").inserted else { return }
    var action: Finding.Action = edit == nil ? .reported : rule.safety == .safe ? .rewritten : .review
    var message = message ?? rule.summary
    if edit != nil, !isNamed, let straggler = context.straggler(of: rule.hop) {
      action = .held
      message += "; '\(straggler.path)' stays in \(straggler.reached.rawValue), which reads the old one"
    }
    let finding = Finding(
      rule: rule.id, file: path, line: line, column: column, severity: rule.severity, safety: rule.safety, evidence: evidence, action: action,
      message: message)
    add(finding, edit)
  }

  /// A finding with the edit it speaks of; neither counts where a comment ignores it, the edit not while it is held.
  mutating func add(_ finding: Finding, _ edit: Edit?) {
    if let comment = comments.covering(finding.rule, line: finding.line) {
      suppressed.append(SuppressedFinding(finding, reason: comment.reason, isInSource: true))
      return
    }
    findings.append(finding)
    if let edit, finding.action != .held { edits.append(Edit(edit.range, pieces: edit.pieces, rule: finding.rule, evidence: finding.evidence)) }
  }

  /// Where a part of a word stands in the file; nil when quotes or backslashes run through it.
  func range(of part: String, in word: CommandWord) -> Range<Int>? {
    let wanted = Array(part.utf8)
    guard word.range.count >= wanted.count else { return nil }
    return (word.range.lowerBound...(word.range.upperBound - wanted.count)).first { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
      .map { $0..<$0 + wanted.count }
  }

  /// Where the line that holds an offset ends.
  func lineEnd(_ offset: Int) -> Int { lines.first { $0.upperBound >= offset }?.upperBound ?? bytes.count }

  /// Everything found, with the text rewritten.
  var outcome: FileOutcome {
    var used: [Int: Set<String>] = [:]
    for finding in suppressed.map(\.finding) {
      if let comment = comments.covering(finding.rule, line: finding.line) { used[comment.line, default: []].insert(finding.rule) }
    }
    let unused = UnusedSuppressions(book: context.book).findings(in: comments, path: path, used: used) { context.crosses($0.hop) }
    let told = (findings + unused).sorted { ($0.line, $0.column, $0.rule) < ($1.line, $1.column, $1.rule) }
    guard !edits.isEmpty, let applied = try? EditSet(edits).apply(to: bytes) else {
      return FileOutcome(path: path, before: bytes, after: bytes, findings: told, suppressed: suppressed)
    }
    let hop = Hop(from: (context.assumed ?? .v0_16).rawValue, to: context.target.rawValue)
    return FileOutcome(
      path: path, before: bytes, after: applied.bytes, findings: told, hops: [HopEdits(hop: hop, text: bytes, edits: edits)],
      suppressed: suppressed)
  }

  private func place(of offset: Int) -> (line: Int, column: Int) {
    let index = lines.lastIndex { $0.lowerBound <= offset } ?? 0
    return (index + 1, offset - (lines.isEmpty ? 0 : lines[index].lowerBound) + 1)
  }
}
