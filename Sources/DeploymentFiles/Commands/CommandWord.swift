/// A word of a command, as far as it is known, and where it can be changed.
struct CommandWord: Sendable, Equatable {
  /// How the words of a command are written, one behind the other.
  enum Layout: Sendable, Equatable {
    /// With blanks between them.
    case shell
    /// As items of `[…]`, in these quotes; empty for none.
    case item(quote: String)
    /// As lines of a YAML list, each beginning like this.
    case line(String)
  }

  /// Without quotes.
  let letters: [Letter]
  /// Where it is written, with quotes; in the value of a variable when it comes from there.
  let token: Range<Int>
  /// Where it, or the variable that brought it, stands in the command's own text.
  let own: Range<Int>
  let layout: Layout
  /// Whether it may stand for any number of words.
  let isMany: Bool
  /// Where the name stands of the variable whose value it is written in.
  let definition: Int?
  /// Whether something else of the file, such as the end of a quote around it, runs through it.
  let isBroken: Bool
  /// Known without the file, as what a tool puts in by itself.
  let text: String

  init(_ letters: [Letter], token: Range<Int>? = nil, own: Range<Int>, layout: Layout = .shell, isMany: Bool = false, isBroken: Bool = false) {
    self.letters = letters
    self.layout = layout
    self.isMany = isMany
    self.isBroken = isBroken
    self.own = own
    let definition = letters.first.map { Int($0.definition) } ?? -1
    let isOfOne =
      definition >= 0 && letters.allSatisfy { Int($0.definition) == definition } && zip(letters, letters.dropFirst()).allSatisfy { $0.start <= $1.start }
    self.definition = isOfOne ? definition : nil
    self.token = token ?? (isOfOne ? Letter.span(letters[0], letters[letters.count - 1]) : nil) ?? own
    text = letters.text
  }

  var isKnown: Bool { letters.isKnown && !isMany }

  /// The last part of a path.
  var name: String { text.split(separator: "/").last.map(String.init) ?? text }

  /// Where its first bytes, which are all known, stand in the file; nil when quotes run through them.
  func place(ofFirst count: Int) -> Range<Int>? {
    guard count <= letters.count, letters.prefix(count).isKnown else { return nil }
    return letters.prefix(count).place
  }

  /// What is put behind this word to make others follow it.
  func insertion(of words: [String]) -> String {
    words.map { word in
      switch layout {
      case .shell: " \(word)"
      case .item(let quote):
        // A number without quotes would be none in YAML.
        quote.isEmpty && Int(word) != nil ? ", \"\(word)\"" : ", \(quote)\(word)\(quote)"
      case .line(let start): "\(start)\"\(word)\""
      }
    }.joined()
  }
}
