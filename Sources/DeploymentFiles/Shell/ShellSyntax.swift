/// What a shell script is made of, as far as it matters for what its commands see.
indirect enum ShellNode: Sendable {
  case command(ShellCommand)
  case sequence([ShellNode])
  /// Commands with `&&` and `||` between them.
  case chain(ShellNode, [(isAnd: Bool, node: ShellNode)])
  case pipeline([ShellNode])
  /// What changes no variable of what is around it.
  case subshell(ShellNode)
  /// One of these, or none unless they are all there are.
  case choice([ShellNode], isExhaustive: Bool)
  /// Run any number of times.
  case loop(ShellNode)
  case function(String, ShellNode)
  /// What was read from a text of its own, of which its words are ranges.
  case text([Letter], ShellNode)

  static let nothing = ShellNode.sequence([])
}

/// Words up to the end of a command.
struct ShellCommand: Sendable {
  var words: [ShellWord] = []
}

/// A word: parts of text, variables and commands, one behind the other; or the words of an array behind `NAME=`.
struct ShellWord: Sendable {
  var pieces: [ShellPiece] = []
  var elements: [ShellWord]?
  /// Where it stands among the letters.
  var range: Range<Int>

  /// Its text when nothing in it has to be put in first, quoted or not.
  var literal: [Letter]? {
    var letters: [Letter] = []
    for piece in pieces {
      guard case .letters(let some, _) = piece else { return nil }
      letters += some
    }
    return letters
  }

  /// The text it begins with, not in quotes.
  var beginning: [Letter] { if case .letters(let letters, isQuoted: false)? = pieces.first { letters } else { [] } }
}

/// A part of a word.
enum ShellPiece: Sendable {
  case letters([Letter], isQuoted: Bool)
  case parameter(ShellParameter)
  /// The output of commands.
  case script(ShellNode, isQuoted: Bool)
  case unknown(isQuoted: Bool)
}

/// `$NAME`, `${NAME}`, `${NAME[@]}`, `${NAME:-word}`, `$@`.
struct ShellParameter: Sendable {
  let name: String
  /// Where its name stands in the file.
  let place: Range<Int>
  let isQuoted: Bool
  /// Whether all words of an array, or of the command line, are meant.
  var isAll = false
  /// What else the braces hold.
  var rest: [ShellPiece] = []
  var hasOperator = false
}
