import SourceFacts

extension Migration {
  /// That a file is of an era that is not known; nil for every other file.
  ///
  /// One finding names all words that say so, each where it stands first. A compiler that takes the file for a known era has the last word:
  /// the names are then somebody else's.
  func unknownEra(_ facts: FlowFacts, _ detected: DetectedEra) -> Finding? {
    var words = facts.otherEraWords
    guard !words.isEmpty else { return nil }
    if case .resolved? = resolver?.resolve(facts.file, era: detected.era ?? .newest), detected.isFlow {
      words.removeAll { !$0.isUnheard }
    }
    guard let first = words.first else { return nil }
    let telling = OtherEraWord.telling(words)
    let isNewer = telling.contains { $0.span.isNewer }
    let place = telling.first?.place ?? first.place
    return Finding(
      rule: isNewer ? "newer-than-known" : "older-than-known", file: facts.file.path, line: place.line, column: place.column,
      action: .left,
      message: "\(OtherEraWord.sentence(telling)); the file is left as it is")
  }
}
