/// One thing the compiler says of one place: `path:line:column: kind: message`.
package struct CompilerDiagnostic: Sendable, Equatable {
  /// How much it matters.
  package enum Kind: String, Sendable, CaseIterable { case error, warning, note, remark }

  package let path: String
  package let line: Int
  package let column: Int
  package let kind: Kind
  package let message: String

  /// Reads the first line of a diagnostic; nil for every other line that a compiler prints.
  package init?(_ text: Substring) {
    for kind in Kind.allCases {
      guard let mark = text.firstRange(of: ": \(kind.rawValue): ") else { continue }
      let place = text[..<mark.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
      guard place.count >= 3, let column = Int(place[place.count - 1]), let line = Int(place[place.count - 2]) else { continue }
      (self.line, self.column, self.kind) = (line, column, kind)
      path = place.dropLast(2).joined(separator: ":")
      message = String(text[mark.upperBound...])
      return
    }
    return nil
  }

  /// The breaking change that a warning of strict mode names; nil for every other diagnostic.
  package var breakingChange: String? {
    guard kind == .warning, let mark = message.firstRange(of: " is deprecated: ") else { return nil }
    let id = message[mark.upperBound...].prefix { $0.isLowercase || $0.isNumber || $0 == "-" }
    return id.isEmpty || message[id.endIndex...].first != ":" ? nil : String(id)
  }

  /// The module that an error says does not exist.
  package var missingModule: String? {
    guard kind == .error else { return nil }
    for phrase in ["no such module '", "missing required module '"] {
      if let mark = message.firstRange(of: phrase) { return String(message[mark.upperBound...].prefix { $0 != "'" }) }
    }
    return nil
  }
}
