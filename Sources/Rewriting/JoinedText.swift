import SourceFacts

/// Several files as one text.
struct JoinedText {
  let files: [(path: String, bytes: [UInt8])]
  let bytes: [UInt8]
  /// How many lines stand before each file.
  private let lines: [Int]
  /// Where each file begins.
  private let starts: [Int]

  /// Nil for a single file, and for files that cannot stand behind one another.
  init?(_ files: [(path: String, bytes: [UInt8])]) {
    guard files.count > 1 else { return nil }
    // Only a file's very beginning can hold a byte order mark or a '#!' line.
    let isFree = files.allSatisfy { !$0.bytes.starts(with: ParsedFile.byteOrderMark) && !$0.bytes.starts(with: Array("#!".utf8)) }
    guard isFree, Set(files.map { $0.bytes.contains(UInt8(ascii: "\r")) }).count == 1 else { return nil }
    self.files = files
    var bytes: [UInt8] = []
    var lines: [Int] = []
    var starts: [Int] = []
    for (index, file) in files.enumerated() {
      if index > 0 { bytes += Self.border(index) }
      lines.append(bytes.count { $0 == UInt8(ascii: "\n") })
      starts.append(bytes.count)
      bytes += file.bytes
    }
    (self.bytes, self.lines, self.starts) = (bytes, lines, starts)
  }

  /// The file that gives a flow its name: the first with statements of its own, or the first.
  var path: String { (files.first { $0.path.hasSuffix("main.swift") } ?? files[0]).path }

  /// The texts that a rewritten whole consists of; nil when a border got lost.
  func parts(of text: [UInt8]) -> [[UInt8]]? { ranges(in: text)?.map { Array(text[$0]) } }

  /// Where the files stand in a rewritten whole; nil when a border got lost.
  private func ranges(in text: [UInt8]) -> [Range<Int>]? {
    var ranges: [Range<Int>] = []
    var start = 0
    for index in files.indices.dropFirst() {
      guard let border = text[start...].firstRange(of: Self.border(index)) else { return nil }
      ranges.append(start..<border.lowerBound)
      start = border.upperBound
    }
    return ranges + [start..<text.count]
  }

  /// The edits of a hop as edits of each file, in the order of the files; nil for a file in which none are made.
  func moved(_ hop: HopEdits) -> [HopEdits?] {
    ranges(in: hop.text)?.map { Self.moved(hop, into: $0) } ?? files.map { _ in nil }
  }

  private static func moved(_ hop: HopEdits, into range: Range<Int>) -> HopEdits? {
    func shifted(_ other: Range<Int>) -> Range<Int> { other.lowerBound - range.lowerBound..<other.upperBound - range.lowerBound }
    let edits = hop.edits.filter { range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound }.map { edit in
      let pieces = edit.pieces.map { piece -> Edit.Piece in if case .source(let other) = piece { .source(shifted(other)) } else { piece } }
      return Edit(shifted(edit.range), pieces: pieces, rule: edit.rule, evidence: edit.evidence)
    }
    return edits.isEmpty ? nil : HopEdits(hop: hop.hop, text: Array(hop.text[range]), edits: edits)
  }

  /// A finding about the whole as one about the file `index`; nil when it is about another.
  func moved(_ finding: Finding, to index: Int) -> Finding? {
    guard (lines.lastIndex { $0 < finding.line } ?? 0) == index else { return nil }
    return Finding(
      rule: finding.rule, file: files[index].path, line: finding.line - lines[index], column: finding.column, severity: finding.severity,
      safety: finding.safety, evidence: finding.evidence, action: finding.action, message: finding.message)
  }

  /// What proves the era of the whole, as far as it stands in the file `index`.
  func moved(_ detected: DetectedEra, to index: Int) -> DetectedEra {
    let evidence = detected.evidence.compactMap { proof -> EraEvidence? in
      guard (lines.lastIndex { $0 < proof.place.line } ?? 0) == index else { return nil }
      let range = proof.place.range.lowerBound - starts[index]..<proof.place.range.upperBound - starts[index]
      return EraEvidence(Place(range: range, line: proof.place.line - lines[index], column: proof.place.column), proof.eras, proof.reason)
    }
    return DetectedEra(possible: detected.possible, evidence: evidence, isFlow: detected.isFlow)
  }

  /// Asks about each file by itself and puts the answers together.
  func resolver(_ resolver: any NameResolver) -> any NameResolver { Resolver(joined: self, resolver: resolver) }

  private struct Resolver: NameResolver {
    let joined: JoinedText
    let resolver: any NameResolver

    func resolve(_ file: ParsedFile, era: Era) -> NameResolution {
      var all = TypedNames()
      for (index, part) in joined.files.enumerated() {
        let parsed = ParsedFile(path: part.path, text: String(decoding: part.bytes, as: UTF8.self))
        switch resolver.resolve(parsed, era: era) {
        case .resolved(let names): all = all.adding(names.moved { $0 + joined.starts[index] })
        case .unresolved(let reason): return .unresolved(reason)
        }
      }
      return .resolved(all)
    }
  }

  /// The line before the file `index`, with the line ends around it.
  private static func border(_ index: Int) -> [UInt8] { Array("\n// ---- file \(index) of the target ----\n".utf8) }
}
