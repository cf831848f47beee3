/// What a text may be at most, so that taking it apart needs neither all memory nor all the stack.
///
/// The parser goes as deep as the source does, and some nestings cost it twice the time at each level. So the bytes are looked at
/// first, and what is beyond any code that people write is left out and named.
package struct SourceBounds: Sendable, Equatable {
  /// How a text goes beyond them.
  package enum Excess: Sendable, Equatable {
    case size(Int)
    case nesting
    case squareBrackets
    case interpolations
    case conditions
    case alternatives
    case repetition(String)
    case tree
  }

  /// In bytes; a syntax tree takes some hundred times as much.
  package var size = 1 << 20
  /// Brackets of any kind, and `#if`.
  package var nesting = 200
  /// `[` in `[` without a brace between them; each may be the beginning of a type, so all is read twice.
  package var squareBrackets = 12
  /// Strings in what is put into strings; the lexer copies all that are open for each word.
  package var interpolations = 16
  /// `#if` in `#if`.
  package var conditions = 32
  /// `else if` behind one another.
  package var alternatives = 500
  /// The same word or sign behind itself.
  package var repetition = 200
  /// Levels of the syntax tree, to which chains of calls add two each.
  package var tree = 1_000

  package init() {}
}

extension SourceBounds.Excess {
  /// In words, with what to do.
  package var reason: String {
    let bounds = SourceBounds()
    return switch self {
    case .size(let bytes):
      "could not be judged: it has \(bytes) bytes, more than \(bounds.size); move data out of the source, or split the file"
    case .nesting: "could not be judged: its brackets nest more than \(bounds.nesting) deep; \(Self.advice)"
    case .squareBrackets: "could not be judged: square brackets nest more than \(bounds.squareBrackets) deep; \(Self.advice)"
    case .interpolations: "could not be judged: strings nest more than \(bounds.interpolations) deep in strings; \(Self.advice)"
    case .conditions: "could not be judged: '#if' nests more than \(bounds.conditions) deep; \(Self.advice)"
    case .alternatives: "could not be judged: more than \(bounds.alternatives) times 'else if' in a row; \(Self.advice)"
    case .repetition(let word):
      "could not be judged: '\(word)' stands more than \(bounds.repetition) times in a row; \(Self.advice)"
    case .tree: "could not be judged: an expression goes more than \(bounds.tree) levels deep; \(Self.advice)"
    }
  }

  private static let advice = "take it apart and run again"
}
