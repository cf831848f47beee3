import SourceFacts

/// A place a rule speaks of.
package enum Site: Sendable {
  case typeUse(TypeUse)
  case call(CallFact)
  case method(FunctionFact)
  case type(TypeFact)
  case importing(ImportFact)
  case string(StringFact)
  /// A whole flow of 0.16 or 0.17, by the index of its first name.
  case flow(DataflowFact)

  package var place: Place {
    switch self {
    case .typeUse(let use): use.place
    case .call(let call): call.basePlace.map { Place(range: $0.range.lowerBound..<call.place.range.upperBound, line: $0.line, column: $0.column) } ?? call.place
    case .method(let method): method.namePlace
    case .type(let type): type.place
    case .importing(let fact): fact.place
    case .string(let string): string.place
    case .flow(let flow): flow.place
    }
  }

  var evidence: Evidence {
    switch self {
    case .typeUse(let use): use.evidence
    case .call(let call): call.evidence
    case .type(let type): type.evidence
    case .flow(let flow): flow.evidence
    case .method(let method): method.evidence
    case .importing, .string: .lexical
    }
  }
}
