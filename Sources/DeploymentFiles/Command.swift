/// A word of a command, where it stands in its file.
struct CommandWord: Sendable, Equatable {
  /// Without quotes.
  let text: String
  /// With quotes.
  let range: Range<Int>
}

/// The words of a command, and how another one is put behind one of them.
struct Command: Sendable, Equatable {
  /// How its words are written.
  enum Style: Sendable, Equatable {
    /// With blanks between them.
    case shell
    /// As items of `[…]`, in the quotes that the first has.
    case list(quote: String)
    /// As lines of a YAML list, each beginning like this.
    case lines(String)
  }

  var words: [CommandWord]
  let style: Style
  /// How many of its words were written elsewhere, as those of `ENTRYPOINT` for `CMD`.
  var inherited = 0

  /// The command going on where another one ends.
  func following(_ other: Command) -> Command {
    Command(words: other.words + words, style: style, inherited: other.words.count)
  }

  /// What is put behind a word to make these words follow it.
  func insertion(of words: [String]) -> String {
    words.map { word in
      switch style {
      case .shell: " \(word)"
      case .list(let quote): ", \(quote)\(word)\(quote)"
      case .lines(let start): "\(start)\"\(word)\""
      }
    }.joined()
  }
}
