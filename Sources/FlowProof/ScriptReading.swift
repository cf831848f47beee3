import FlowCompiler
import SourceFacts

extension ScriptFacts {
  /// Reads a flow's source; throws `EraUnclear` when it is no flow, or of several eras and none was asked for.
  package init(of source: FlowSource, wantedEra: String) throws {
    try self.init(FlowFacts(ParsedFile(path: source.path, text: source.text)), of: source, wantedEra: wantedEra)
  }

  /// The same from facts that have been gathered already.
  init(_ facts: FlowFacts, of source: FlowSource, wantedEra: String) throws {
    let era: String
    var reasons: [String] = []
    if wantedEra == "auto" {
      let detected = EraDetection.detect(facts)
      guard let found = detected.era else { throw EraUnclear(file: source.path, detected: detected, others: facts.otherEraWords) }
      era = found.rawValue
      reasons = Self.reasons(detected, era: found, file: source.path)
    } else {
      era = wantedEra
      reasons = ["\(source.path): era \(era), as asked for"]
    }
    self.init(
      era: era, reasons: reasons, runsItself: facts.callsEntryPoint, hasMainType: Self.hasMainType(source.text),
      functions: Set(facts.functions.filter { $0.function == nil && $0.type == nil }.map(\.name)),
      flows: facts.dataflows.filter { $0.function == nil }.map(\.name),
      declaresStream: facts.declaredTypes.contains("Stream"))
  }

  private static func reasons(_ detected: DetectedEra, era: Era, file: String) -> [String] {
    let telling = detected.evidence.filter { $0.eras.count < Era.allCases.count }
    guard !telling.isEmpty else { return ["\(file): era \(era.rawValue), the newest, as nothing in it is older"] }
    return ["\(file): era \(era.rawValue), because"]
      + telling.map { "\(file):\($0.place.line):\($0.place.column): \($0.reason)" }
  }
}

/// Thrown for a file whose era cannot be told.
package struct EraUnclear: Error, CustomStringConvertible {
  let file: String
  let detected: DetectedEra
  /// Words of eras that are not known.
  let others: [OtherEraWord]

  package var description: String {
    if let first = others.first { return "\(file):\(first.place.line):\(first.place.column): \(OtherEraWord.sentence(others))" }
    guard let (one, other) = detected.conflict else {
      return "\(file): imports no Bytewax module; begin it with 'import Bytewax'"
    }
    return "\(file): of two eras at once: line \(one.place.line), \(one.reason); line \(other.place.line), "
      + "\(other.reason); bring it to one era, or choose one with --era"
  }
}

extension FlowFacts {
  /// Whether an entry point is called by the file's statements, directly or through functions of the file.
  fileprivate var callsEntryPoint: Bool {
    var entered: Set<Int> = []
    var waiting: [Int?] = [nil]
    while let scope = waiting.popLast() {
      for call in calls where call.function == scope && call.receiver == .none {
        if EraVocabulary.entryPoints.contains(call.name) { return true }
        for function in functions where function.name == call.name && entered.insert(function.index).inserted {
          waiting.append(function.index)
        }
      }
    }
    return false
  }
}
