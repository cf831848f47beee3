import RuleBook
import SourceFacts

/// What a migration made of one file.
package struct FileOutcome: Sendable {
  package let path: String
  package let before: [UInt8]
  package internal(set) var after: [UInt8]
  package internal(set) var detected: DetectedEra
  /// The era the file was taken to be of; nil for files that are no flows or cannot be judged.
  package internal(set) var from: Era?
  /// The era the new text is of.
  package internal(set) var reached: Era?
  package internal(set) var findings: [Finding] = []
  /// How many edits each rule made.
  package internal(set) var edits: [String: Int] = [:]
  /// Why the text alone decided although a compiler was asked; nil when it answered, or nothing was to be decided.
  package internal(set) var unresolved: String?
  /// Findings that a comment or a baseline says nobody need look at.
  package internal(set) var suppressed: [SuppressedFinding] = []
  /// The edits of each hop, in the order in which they were made.
  package internal(set) var hops: [HopEdits] = []
  /// Where the new text came from, edit by edit, the first one first.
  package internal(set) var origins: [OffsetMap] = []
  /// The changes that were chosen, where not all are wanted.
  var chosen: [TextEdit]?
  /// What a compiler made of a flow in which nothing is to be changed; nil where none was asked.
  package internal(set) var proof: EraProof?

  package var isChanged: Bool { before != after }
  /// Whether the file could not be read as a flow at all.
  package var hasFailed: Bool { findings.contains { Migration.problems.contains($0.rule) } }
}

/// Rewrites flows from one era to another, hop by hop, each hop verified before the next.
package struct Migration: Sendable {
  private let book: RuleBook
  private let assumed: Era?
  let target: Era
  /// What leads from each era to the next one on the way to the target, or why a rule cannot be carried out.
  private let rewriters: Result<[Era: HopRewriter], any Error>
  private let cancelled: CancelledChanges
  var resolver: (any NameResolver)?

  /// Findings about a file itself rather than about a breaking change.
  package static let problems: Set<String> = [
    "not-utf8", "does-not-parse", "mixed-eras", "newer-than-target", "not-verified", "unreadable", "generated",
    "newer-than-known",
    "older-than-known", "not-judged",
  ]

  /// `from` overrules the era that is found; `requested` are report-only rules whose edits are wanted all the same;
  /// `resolver` is asked what names refer to, so that only what nobody compiles is decided by the text alone.
  package init(
    book: RuleBook, from: Era? = nil, to target: Era = .newest, requested: Set<String> = [], resolver: (any NameResolver)? = nil
  ) {
    self.resolver = resolver
    self.book = book
    assumed = from
    self.target = target
    cancelled = CancelledChanges(book.rules)
    rewriters = Result { try Self.rewriters(book, towards: target, requested) }
  }

  private static func rewriters(_ book: RuleBook, towards target: Era, _ requested: Set<String>) throws -> [Era: HopRewriter] {
    var rewriters: [Era: HopRewriter] = [:]
    for era in Era.allCases {
      guard let next = era.next(towards: target) else { continue }
      let hop = Hop(from: era.rawValue, to: next.rawValue)
      rewriters[era] = try HopRewriter(hop: hop, book: book, requested: requested)
    }
    return rewriters
  }

  /// The same migration with its resolver wrapped.
  func resolving(_ wrap: (any NameResolver) -> any NameResolver) -> Migration {
    var copy = self
    copy.resolver = resolver.map(wrap)
    return copy
  }

  /// Rewrites one file's bytes. Problems with the file are findings, and leave it as it is.
  ///
  /// Throws `RuleBookError` for a rule that cannot be carried out.
  package func rewrite(path: String, bytes: [UInt8]) throws -> FileOutcome {
    let mark = bytes.starts(with: ParsedFile.byteOrderMark) ? ParsedFile.byteOrderMark : []
    var outcome = FileOutcome(
      path: path, before: bytes, after: bytes, detected: .none)
    guard bytes.contains(name: "Bytewax") else { return outcome }
    let file: ParsedFile
    do {
      file = try ParsedFile(path: path, bytes: mark.isEmpty ? bytes : Array(bytes.dropFirst(mark.count)))
    } catch {
      // Of a text beyond the bounds nothing is kept, for it may be very large.
      if case .beyondBounds(let excess)? = (error as? SourceFactsError)?.code {
        return FileOutcome(unjudged: path, reason: excess.reason)
      }
      outcome.findings = [
        Finding(rule: "not-utf8", file: path, action: .left, message: (error as? SourceFactsError)?.reason ?? "\(error)")
      ]
      return outcome
    }
    let facts = FlowFacts(file)
    outcome.detected = EraDetection.detect(facts)
    let unknown = assumed == nil ? unknownEra(facts, outcome.detected) : nil
    guard outcome.detected.isFlow || unknown != nil else { return outcome }
    if !outcome.detected.isFlow { outcome.detected = DetectedEra(possible: [], evidence: [], isFlow: true) }
    if let problem = syntaxProblem(file) ?? unknown ?? mixedEras(file, outcome.detected) {
      outcome.findings = [problem]
      return outcome
    }
    guard let from = assumed ?? outcome.detected.era else { return outcome }
    outcome.from = from
    outcome.reached = from
    if from != target, file.isGenerated {
      let message = "the file says that it is generated; change what generates it, or take that line out"
      outcome.findings = [Finding(rule: "generated", file: path, action: .left, message: message)]
      return outcome
    }
    // Going back has to be asked for, and what is older already stays.
    if from > target, assumed != nil, !outcome.detected.possible.contains(from) {
      outcome.from = outcome.detected.era
      outcome.reached = outcome.from
      return outcome
    }
    if from > target, assumed == nil {
      let message =
        "the flow is \(from.rawValue), newer than \(target.rawValue); choose a later target with --to, or go back with --from \(from.rawValue)"
      outcome.findings = [Finding(rule: "newer-than-target", file: path, action: .left, message: message)]
      return outcome
    }
    let names = from != target ? resolve(file, from, &outcome) : nil
    let known = names.map { FlowFacts(file, names: $0) } ?? facts
    outcome.findings = defects(of: from, known)
    try walk(file, known, names, from, &outcome)
    ignore(IgnoreComments(file.bytes), &outcome)
    outcome.after = outcome.isChanged ? mark + outcome.after : bytes
    return outcome
  }

  /// That a file cannot be read as Swift.
  private func syntaxProblem(_ file: ParsedFile) -> Finding? {
    do { try file.checkSyntax() } catch {
      var place = (line: 1, column: 1)
      if case .doesNotParse(let line, let column, _)? = (error as? SourceFactsError)?.code { place = (line, column) }
      return Finding(
        rule: "does-not-parse", file: file.path, line: place.line, column: place.column, action: .left,
        message: (error as? SourceFactsError)?.reason ?? "\(error)")
    }
    return nil
  }

  /// That no era has all that a file says.
  private func mixedEras(_ file: ParsedFile, _ detected: DetectedEra) -> Finding? {
    guard assumed == nil, detected.isMixed else { return nil }
    let lines = detected.conflict.map { "line \($0.0.place.line): \($0.0.reason); line \($0.1.place.line): \($0.1.reason)" }
    return Finding(
      rule: "mixed-eras", file: file.path, line: detected.conflict?.1.place.line ?? 1,
      column: detected.conflict?.1.place.column ?? 1, action: .left,
      message: "the file mixes eras (\(lines ?? "")); say which it is with --from")
  }

  /// What real releases of an era got wrong that this flow may have met, once each.
  private func defects(of era: Era, _ facts: FlowFacts) -> [Finding] {
    book.defects.filter { $0.eras.contains(era.rawValue) }.compactMap { defect in
      SiteFinder(facts: facts).sites(defect.find).first.map { site in
        Finding(
          rule: defect.id, file: facts.file.path, line: site.place.line, column: site.place.column, severity: .silent,
          evidence: site.evidence, action: .reported, message: "in real \(era.rawValue), \(defect.summary); here \(defect.meant)")
      }
    }
  }

  /// What a compiler says of a file's names; nil without an answer.
  private func resolve(_ file: ParsedFile, _ era: Era, _ outcome: inout FileOutcome) -> TypedNames? {
    switch resolver?.resolve(file, era: era) {
    case .resolved(let names)?: return names
    case .unresolved(let reason)?: outcome.unresolved = reason
    case nil: break
    }
    return nil
  }

  private func walk(
    _ start: ParsedFile, _ facts: FlowFacts, _ names: TypedNames?, _ from: Era, _ outcome: inout FileOutcome
  ) throws {
    var file = start
    var facts = facts
    var names = names
    var era = from
    var origins: [OffsetMap] = []
    func place(_ place: Place) -> Place {
      let offset = origins.reversed().reduce(place.range.lowerBound) { $1.origin(of: $0) }
      return start.place(offset..<offset)
    }
    let rewriters = try rewriters.get()
    // Whether the file stays behind, and the rest of the way is only told.
    var stays = false
    while let next = era.next(towards: target), let rewriter = rewriters[era] {
      let hop = rewriter.hop
      var result = rewriter.rewrite(facts, isFirst: era == from)
      result.notes += rewriter.irreversible(result, facts)
      let isHeld = stays || result.isLeft
      let told = outcome.findings.count
      outcome.findings += result.notes.map { finding($0, in: start.path, at: place($0.note.place), isHeld: isHeld) }
      outcome.suppressed += result.ignored.map { entry, reason in
        SuppressedFinding(
          finding(entry, in: start.path, at: place(entry.note.place), isHeld: isHeld), reason: reason, isInSource: true)
      }
      if result.isLeft, !stays {
        let left = result.notes.filter { $0.note.action == .left }
        if hop.isBackward {
          let first = left.first.map { place($0.note.place) }
          let message =
            "\(left.count) place\(left.count == 1 ? "" : "s") cannot be taken back to \(next.rawValue); the file stays \(era.rawValue)"
          outcome.findings.append(
            Finding(
              rule: "newer-than-target", file: start.path, line: first?.line ?? 1, column: first?.column ?? 1, action: .left,
              message: message))
          break
        }
        let edits = LeftoverComments(file: file).edits(for: left.map { ($0.id, $0.note.message, $0.note.place) })
        if let marked = try? EditSet(edits).apply(to: file.bytes) {
          outcome.after = marked.bytes
          outcome.hops.append(HopEdits(hop: hop, text: file.bytes, edits: edits))
          outcome.origins = origins + [marked.origins]
        }
        stays = true
      }
      let whole = stays ? try? EditSet(result.edits).apply(to: file.bytes) : apply(result.edits, to: file, at: place, &outcome)
      guard let applied = whole else {
        outcome.hold(from: told)
        break
      }
      var rewritten = facts
      // A hop without edits leaves the text, so there is nothing to be read again.
      if !result.edits.isEmpty {
        names = names.map(applied.origins.moved)
        rewritten = FlowFacts(ParsedFile(path: start.path, text: String(decoding: applied.bytes, as: UTF8.self)), names: names)
      }
      origins.append(applied.origins)
      if stays {
        (file, facts, era) = (rewritten.file, rewritten, next)
        continue
      }
      if let problem = Verification(rewriter: rewriter, target: next, isFirst: era == from).problem(
        with: rewritten, isNew: !result.edits.isEmpty)
      {
        let message = "\(hop): \(problem); the file is left in \(era.rawValue)\(leftOut(hop, facts))"
        // What is not written is not told as rewritten either.
        outcome.hold(from: told)
        outcome.findings.append(Finding(rule: "not-verified", file: start.path, action: .left, message: message))
        break
      }
      for edit in result.edits { outcome.edits[edit.rule, default: 0] += 1 }
      outcome.hops.append(HopEdits(hop: hop, text: file.bytes, edits: result.edits))
      (file, facts, era) = (rewritten.file, rewritten, next)
      outcome.after = applied.bytes
      outcome.origins = origins
      outcome.reached = era
    }
    cancelled.drop(from: &outcome)
    outcome.findings.sort { ($0.line, $0.column, $0.rule, $0.message) < ($1.line, $1.column, $1.rule, $1.message) }
  }

  /// Which rules that are not wanted would have rewritten something on a hop, in words.
  private func leftOut(_ hop: Hop, _ facts: FlowFacts) -> String {
    let finder = SiteFinder(facts: facts)
    let missed = book.leftOut.filter {
      $0.hop == hop && $0.safety != .reportOnly && !$0.edit.isEmpty && !finder.sites($0.find).isEmpty
    }
    guard !missed.isEmpty else { return "" }
    return "; what would have rewritten it was left out: \(missed.map { "'\($0.id)'" }.joined(separator: ", "))"
  }

  /// Sets aside what comments ignore beyond the rules, and finds the comments that ignore nothing.
  private func ignore(_ comments: IgnoreComments, _ outcome: inout FileOutcome) {
    guard !comments.comments.isEmpty else { return }
    outcome.findings.removeAll { finding in
      guard let comment = comments.covering(finding.rule, line: finding.line) else { return false }
      outcome.suppressed.append(SuppressedFinding(finding, reason: comment.reason, isInSource: true))
      return true
    }
    var used: [Int: Set<String>] = [:]
    for finding in outcome.suppressed.map(\.finding) {
      if let comment = comments.covering(finding.rule, line: finding.line) {
        used[comment.line, default: []].insert(finding.rule)
      }
    }
    let hops = outcome.hops.map(\.hop)
    outcome.findings += UnusedSuppressions(book: book).findings(in: comments, path: outcome.path, used: used) { rule in
      hops.contains(rule.hop) || outcome.from.map { rule.hop.from < $0.rawValue } ?? false
    }
  }

  private func apply(
    _ edits: [Edit], to file: ParsedFile, at place: (Place) -> Place, _ outcome: inout FileOutcome
  ) -> (bytes: [UInt8], origins: OffsetMap)? {
    do { return try EditSet(edits).apply(to: file.bytes) } catch {
      let conflict = error as? EditConflict
      let where_ = place(file.place(conflict?.second.range ?? 0..<0))
      outcome.findings.append(
        Finding(
          rule: "not-verified", file: file.path, line: where_.line, column: where_.column, action: .left,
          message: "\(error); the file is left as it is"))
      return nil
    }
  }

  private func finding(
    _ entry: HopRewriter.Result.Entry, in path: String, at place: Place, isHeld: Bool
  ) -> Finding {
    let action = entry.note.action
    let isEdit = action == .rewritten || action == .review
    return Finding(
      rule: entry.id, file: path, line: place.line, column: place.column, severity: entry.rule?.severity ?? .loud,
      safety: entry.rule?.safety ?? .reportOnly, evidence: entry.evidence, action: isHeld && isEdit ? .held : action,
      message: entry.note.message)
  }
}

extension FileOutcome {
  /// The outcome for a file whose contents cannot be had.
  package init(unreadable path: String, reason: String) {
    self.init(path: path, before: [], after: [], detected: .none)
    findings = [Finding(rule: "unreadable", file: path, action: .left, message: reason)]
  }

  /// The outcome for a file that nobody gets to the end of.
  package init(unjudged path: String, reason: String) {
    self.init(path: path, before: [], after: [], detected: .none)
    findings = [Finding(rule: "not-judged", file: path, action: .left, message: reason)]
  }
}
