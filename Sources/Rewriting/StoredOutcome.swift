import SourceFacts

/// What a cache keeps of an outcome, beside the two texts. The edits one by one are not kept: whoever needs them looks again.
package struct StoredOutcome: Sendable {
  private let path: String
  private let detected: DetectedEra
  private let from: Era?
  private let reached: Era?
  private let findings: [Finding]
  private let edits: [String: Int]
  private let unresolved: String?
  private let suppressed: [SuppressedFinding]
  private let proof: EraProof?

  package init(_ outcome: FileOutcome) {
    (path, detected, from, reached) = (outcome.path, outcome.detected, outcome.from, outcome.reached)
    (findings, edits, unresolved, suppressed) = (outcome.findings, outcome.edits, outcome.unresolved, outcome.suppressed)
    proof = outcome.proof
  }

  /// The outcome again, with its texts.
  package func outcome(before: [UInt8], after: [UInt8]) -> FileOutcome {
    var outcome = FileOutcome(path: path, before: before, after: after, detected: detected)
    (outcome.from, outcome.reached, outcome.findings, outcome.edits) = (from, reached, findings, edits)
    (outcome.unresolved, outcome.suppressed, outcome.proof) = (unresolved, suppressed, proof)
    return outcome
  }

  /// Reads what `bytes` gave; nil for anything else.
  package init?(bytes: ArraySlice<UInt8>) {
    do {
      var reader = try PackedReader(bytes)
      path = try reader.text()
      detected = try DetectedEra(from: &reader)
      from = try reader.optional { try $0.value() }
      reached = try reader.optional { try $0.value() }
      findings = try reader.list { try Finding(from: &$0) }
      let counts = try reader.list { (try $0.text(), try $0.number()) }
      edits = Dictionary(counts) { first, _ in first }
      unresolved = try reader.optional { try $0.text() }
      suppressed = try reader.list { reader in
        SuppressedFinding(try Finding(from: &reader), reason: try reader.text(), isInSource: try reader.number() == 1)
      }
      proof = try reader.optional { reader in
        let reason = try reader.text()
        return reason.isEmpty ? .proven : .open(reason)
      }
    } catch {
      return nil
    }
  }

  /// The outcome as bytes: a tenth of the time that JSON takes to be read.
  package var bytes: [UInt8] {
    var writer = PackedWriter()
    writer.put(path)
    detected.put(into: &writer)
    writer.put(from) { $0.put($1) }
    writer.put(reached) { $0.put($1) }
    writer.put(findings) { $1.put(into: &$0) }
    writer.put(edits.sorted { $0.key < $1.key }) {
      $0.put($1.key)
      $0.put($1.value)
    }
    writer.put(unresolved) { $0.put($1) }
    writer.put(suppressed) {
      $1.finding.put(into: &$0)
      $0.put($1.reason)
      $0.put($1.isInSource ? 1 : 0)
    }
    writer.put(proof) { writer, proof in
      if case .open(let reason) = proof { writer.put(reason) } else { writer.put("") }
    }
    return writer.bytes
  }
}

extension DetectedEra {
  fileprivate init(from reader: inout PackedReader) throws {
    let possible: [Era] = try reader.list { try $0.value() }
    let evidence = try reader.list { reader in
      let (start, size, line, column) = (try reader.number(), try reader.number(), try reader.number(), try reader.number())
      guard size <= Int.max - start else { throw PackedReader.Damaged() }
      let eras: [Era] = try reader.list { try $0.value() }
      return EraEvidence(Place(range: start..<start + size, line: line, column: column), Set(eras), try reader.text())
    }
    self.init(possible: Set(possible), evidence: evidence, isFlow: try reader.number() == 1)
  }

  fileprivate func put(into writer: inout PackedWriter) {
    writer.put(possible.sorted()) { $0.put($1) }
    writer.put(evidence) { writer, proof in
      let place = proof.place
      for number in [place.range.lowerBound, place.range.count, place.line, place.column] { writer.put(number) }
      writer.put(proof.eras.sorted()) { $0.put($1) }
      writer.put(proof.reason)
    }
    writer.put(isFlow ? 1 : 0)
  }
}

extension Finding {
  fileprivate init(from reader: inout PackedReader) throws {
    self.init(
      rule: try reader.text(), file: try reader.text(), line: try reader.number(), column: try reader.number(),
      severity: try reader.value(), safety: try reader.value(), evidence: try reader.value(), action: try reader.value(),
      message: try reader.text())
  }

  fileprivate func put(into writer: inout PackedWriter) {
    writer.put(rule)
    writer.put(file)
    writer.put(line)
    writer.put(column)
    writer.put(severity)
    writer.put(safety)
    writer.put(evidence)
    writer.put(action)
    writer.put(message)
  }
}
