import Rewriting
import RuleBook
import SourceFacts

/// The places of one file that rules speak of, and what becomes of them.
struct DeploymentSites {
  let path: String
  let bytes: [UInt8]
  let context: DeploymentContext
  private let comments: IgnoreComments
  private let lines: Lines
  private var edits: [Edit] = []
  private var findings: [Finding] = []
  private var suppressed: [SuppressedFinding] = []
  private var seen: Set<String> = []
  private var told: Set<String> = []

  init(path: String, bytes: [UInt8], context: DeploymentContext) {
    self.path = path
    self.bytes = bytes
    self.context = context
    comments = IgnoreComments(bytes)
    lines = Lines(bytes)
  }

  /// The rule of an id, when what it speaks of lies between the eras of a flow.
  func rule(_ id: DeploymentRule, of flow: DeploymentContext.Flow? = nil) -> Rule? {
    book(id).flatMap { context.crosses($0.hop, of: flow) ? $0 : nil }
  }

  func book(_ id: DeploymentRule) -> Rule? { context.book[id.rawValue] }

  /// The rule by which a variable gets a new name, and the name.
  func renaming(of name: String) -> (rule: Rule, new: String)? {
    for id in [DeploymentRule.epochVariable, .sqliteVariable] {
      if let rule = rule(id), rule.find["string"]?.list.first == name, let new = rule.edit.first?.argument.text {
        return (rule, new)
      }
    }
    return nil
  }

  /// A place that a rule speaks of. With an edit it is rewritten, unless it is held, or a flow that reads it stays behind.
  mutating func add(
    _ rule: Rule, at offset: Int, _ message: String? = nil, edit: Edit? = nil, evidence: Evidence = .lexical, held: String? = nil,
    isNamed: Bool = false
  ) {
    let (line, column) = place(of: offset)
    guard seen.insert("\(rule.id) \(offset) \(edit?.range.description ?? "")").inserted else { return }
    var action: Finding.Action = edit == nil ? .reported : rule.safety == .safe ? .rewritten : .review
    var message = message ?? rule.summary
    if edit != nil, let held {
      action = .held
      message += "; \(held)"
    } else if edit != nil, !isNamed, let straggler = context.straggler(of: rule.hop) {
      action = .held
      message += "; '\(straggler.path)' stays in \(straggler.reached.rawValue), which reads the old one"
    }
    let finding = Finding(
      rule: rule.id, file: path, line: line, column: column, severity: rule.severity, safety: rule.safety, evidence: evidence,
      action: action,
      message: message)
    let isTold = !told.insert("\(rule.id) \(line):\(column) \(action)").inserted
    add(isTold ? nil : finding, edit, of: finding)
  }

  /// A place where nothing is changed, because that cannot be made right.
  mutating func leave(_ rule: Rule, at offset: Int, _ message: String) {
    let (line, column) = place(of: offset)
    guard seen.insert("\(rule.id) \(offset) left").inserted else { return }
    let finding = Finding(
      rule: rule.id, file: path, line: line, column: column, severity: rule.severity, safety: rule.safety, action: .left,
      message: message)
    add(finding, nil, of: finding)
  }

  /// The same by the id of a rule, or for what names an era by hand, which no breaking change speaks of.
  mutating func leave(_ id: DeploymentRule, at offset: Int, _ message: String) {
    if id == .pinnedEra { return tellPinned(.left, at: offset, message) }
    if let rule = book(id) { leave(rule, at: offset, message) }
  }

  /// A change of what starts a flow.
  mutating func change(
    _ id: DeploymentRule, at offset: Int, _ message: String?, _ range: Range<Int>, _ text: String, held: String?
  ) {
    if id == .pinnedEra {
      let held = held.map { (Finding.Action.held, "; \($0)") }
      return tellPinned(held?.0 ?? .review, at: offset, (message ?? "") + (held?.1 ?? ""), .replace(range, with: text))
    }
    if let rule = book(id) { add(rule, at: offset, message, edit: edit(range, text), held: held, isNamed: true) }
  }

  private mutating func tellPinned(_ action: Finding.Action, at offset: Int, _ message: String, _ edit: Edit? = nil) {
    guard seen.insert("\(DeploymentRule.pinnedEra.rawValue) \(offset)").inserted else { return }
    let (line, column) = place(of: offset)
    let finding = Finding(
      rule: DeploymentRule.pinnedEra.rawValue, file: path, line: line, column: column, severity: .loud, safety: .review,
      action: action,
      message: message)
    add(finding, edit, of: finding)
  }

  /// A finding with the edit it speaks of; neither counts where a comment ignores it, the edit not while it is held.
  private mutating func add(_ told: Finding?, _ edit: Edit?, of finding: Finding) {
    if let comment = comments.covering(finding.rule, line: finding.line) {
      if told != nil { suppressed.append(SuppressedFinding(finding, reason: comment.reason, isInSource: true)) }
      return
    }
    if let told { findings.append(told) }
    if let edit, finding.action != .held {
      edits.append(Edit(edit.range, pieces: edit.pieces, rule: finding.rule, evidence: finding.evidence))
    }
  }

  /// Tells that the file could not be judged, when it holds anything that would have been looked at.
  mutating func tell(problem: String) {
    guard Self.oldWords.contains(where: { bytes.contains(name: Array($0.utf8)) }) else { return }
    findings.append(
      Finding(
        rule: "not-judged", file: path, action: .left,
        message: "could not be judged: \(problem); look for flags and variables of older eras yourself"))
  }

  /// Tells of a text that could not be found again in the file.
  mutating func tell(unread offset: Int) {
    let (line, column) = place(of: offset)
    findings.append(
      Finding(
        rule: "not-judged", file: path, line: line, column: column, action: .left,
        message: "this text could not be judged; look for flags of older eras yourself"))
  }

  private static let oldWords = [
    "epoch-interval", "sqlite-directory", "EPOCH_INTERVAL", "SQLITE_DIRECTORY", "waxwing run",
  ]

  /// A change of a range; a line of a list that is taken out goes with its ends, unless a comment is on it.
  func edit(_ range: Range<Int>, _ text: String) -> Edit {
    guard text == CommandWord.removedLine else { return .replace(range, with: text) }
    let line = lines.ranges[lines.number(of: range.lowerBound)]
    let end = lineEnd(range.upperBound)
    let rest = bytes[range.upperBound..<end].drop(while: \.isBlank)
    let dash = bytes[line.lowerBound..<range.lowerBound].firstIndex { !$0.isBlank } ?? range.lowerBound
    if let comment = rest.indices.first { return .delete(dash..<comment) }
    let newline = bytes[end...].firstIndex(where: \.isNewline).map { $0 + 1 } ?? bytes.count
    return .delete(line.lowerBound..<newline)
  }

  /// Where the line that holds an offset ends.
  func lineEnd(_ offset: Int) -> Int {
    lines.ranges.isEmpty ? bytes.count : max(offset, lines.ranges[lines.number(of: offset)].upperBound)
  }

  /// Everything found, with the text rewritten.
  var outcome: FileOutcome {
    var used: [Int: Set<String>] = [:]
    for finding in suppressed.map(\.finding) {
      if let comment = comments.covering(finding.rule, line: finding.line) {
        used[comment.line, default: []].insert(finding.rule)
      }
    }
    let unused = UnusedSuppressions(book: context.book).findings(in: comments, path: path, used: used) { context.crosses($0.hop) }
    let told = (findings + unused).sorted { ($0.line, $0.column, $0.rule) < ($1.line, $1.column, $1.rule) }
    guard !edits.isEmpty else {
      return FileOutcome(path: path, before: bytes, after: bytes, findings: told, suppressed: suppressed)
    }
    do {
      let applied = try EditSet(edits).apply(to: bytes)
      let hop = Hop(from: (context.assumed ?? .v0_16).rawValue, to: context.target.rawValue)
      return FileOutcome(
        path: path, before: bytes, after: applied.bytes, findings: told, hops: [HopEdits(hop: hop, text: bytes, edits: edits)],
        suppressed: suppressed)
    } catch {
      let finding = Finding(
        rule: "not-judged", file: path, action: .left, message: "nothing is changed: \(error); look at its commands yourself")
      return FileOutcome(
        path: path, before: bytes, after: bytes, findings: [finding] + told.filter { $0.action != .review },
        suppressed: suppressed)
    }
  }

  private func place(of offset: Int) -> (line: Int, column: Int) {
    let index = lines.number(of: offset)
    return (index + 1, offset - (lines.ranges.isEmpty ? 0 : lines.ranges[index].lowerBound) + 1)
  }
}
