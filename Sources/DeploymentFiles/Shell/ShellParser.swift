/// Reads shell text into its commands and what is around them.
///
/// Each letter is read once. What it does not know it takes for words; nesting has a bound, past which nothing is read.
struct ShellParser {
  /// Further than people nest, and well within a thread's stack.
  static let deepest = 100

  let text: [Letter]
  var position = 0
  var depth = 0
  var isTooDeep = false
  /// Whether a quote or a bracket is never closed.
  var isUnfinished = false
  /// The text of here-documents, by index.
  var documents: [Range<Int>] = []
  var pending: [(word: [UInt8], isIndented: Bool)] = []

  init(_ text: [Letter], depth: Int = 0) {
    self.text = text
    self.depth = depth
  }

  var isAtEnd: Bool { position >= text.count }

  func byte(_ ahead: Int = 0) -> UInt8 { position + ahead < text.count ? text[position + ahead].byte : 0 }

  func sees(_ scalar: Unicode.Scalar, _ ahead: Int = 0) -> Bool { byte(ahead) == UInt8(ascii: scalar) }

  /// The next command, with closing marks that close nothing left out; nil at the end.
  mutating func next() -> ShellNode? {
    while true {
      skipToCommand([])
      guard !isAtEnd else { return nil }
      let before = position
      let node = sees(")") || sees(";") ? ShellNode.nothing : chain()
      if position == before { position += 1 } else { return node }
    }
  }

  /// Everything, with closing marks that close nothing left out.
  mutating func script() -> ShellNode {
    var nodes: [ShellNode] = []
    while !isAtEnd {
      nodes.append(sequence(until: []))
      if !isAtEnd { position += 1 }
    }
    return .sequence(nodes)
  }

  /// Commands up to one of these words, or a bracket that closes.
  mutating func sequence(until words: Set<String>) -> ShellNode {
    var nodes: [ShellNode] = []
    while true {
      skipToCommand(words)
      guard !isAtEnd, !sees(")") else { break }
      if sees(";") { break }
      if !words.isEmpty, let word = nextWord(), words.contains(word) { break }
      let before = position
      nodes.append(chain())
      if position == before { position += 1 }
    }
    return .sequence(nodes)
  }

  private mutating func chain() -> ShellNode {
    let first = pipeline()
    var links: [(isAnd: Bool, node: ShellNode)] = []
    while true {
      skipBlanks()
      guard sees("&") && sees("&", 1) || sees("|") && sees("|", 1) else { break }
      let isAnd = sees("&")
      position += 2
      skipToCommand([";"])
      links.append((isAnd, pipeline()))
    }
    let node = links.isEmpty ? first : .chain(first, links)
    guard sees("&") else { return node }
    position += 1
    return .subshell(node)
  }

  private mutating func pipeline() -> ShellNode {
    skipBlanks()
    while let word = nextWord(), ["!", "time"].contains(word) {
      take(word)
      skipBlanks()
    }
    var parts = [command()]
    while true {
      skipBlanks()
      guard sees("|"), !sees("|", 1) else { break }
      position += sees("&", 1) ? 2 : 1
      skipToCommand([";"])
      parts.append(command())
    }
    return parts.count == 1 ? parts[0] : .pipeline(parts)
  }

  private mutating func command() -> ShellNode {
    guard enter() else { return .nothing }
    defer { depth -= 1 }
    if sees("(") {
      if sees("(", 1), let end = endOfArithmetic(position) {
        position = end
        return .nothing
      }
      position += 1
      let inner = sequence(until: [])
      if sees(")") { position += 1 } else { isUnfinished = true }
      redirections()
      return .subshell(inner)
    }
    switch nextWord() {
    case "{":
      take("{")
      return finish(sequence(until: ["}"]), "}")
    case "if": return condition()
    case "while", "until":
      take(nextWord()!)
      let question = sequence(until: ["do"])
      take("do")
      return finish(.loop(.sequence([question, sequence(until: ["done"])])), "done")
    case "for", "select": return repetition()
    case "case": return cases()
    case "function":
      take("function")
      skipBlanks()
      let name = nextWord() ?? ""
      take(name)
      skipBlanks()
      if sees("("), sees(")", 1) { position += 2 }
      skipToCommand([])
      return .function(name, command())
    case "[[":
      // Signs in a test are no operators of the shell.
      var test = ShellCommand()
      while !isAtEnd, !sees("\n") {
        skipBlanks()
        let before = position
        let isEnd = nextWord() == "]]"
        if isAtEnd || sees("\n") { break }
        test.words.append(word())
        if position == before { position += 1 }
        if isEnd { break }
      }
      return .command(test)
    default: return simple()
    }
  }

  private mutating func condition() -> ShellNode {
    take("if")
    let question = sequence(until: ["then"])
    take("then")
    var branches = [sequence(until: ["elif", "else", "fi"])]
    while nextWord() == "elif" {
      take("elif")
      let next = sequence(until: ["then"])
      take("then")
      branches.append(.sequence([next, sequence(until: ["elif", "else", "fi"])]))
    }
    let hasElse = nextWord() == "else"
    if hasElse {
      take("else")
      branches.append(sequence(until: ["fi"]))
    }
    return finish(.sequence([question, .choice(branches, isExhaustive: hasElse)]), "fi")
  }

  private mutating func repetition() -> ShellNode {
    take(nextWord()!)
    skipBlanks()
    var head = ShellCommand()
    var loop: [ShellWord] = []
    if sees("("), sees("(", 1), let end = endOfArithmetic(position) {
      position = end
    } else {
      // The variable gets one word after the other, so that nothing is known of it.
      let name = nextWord() == nil ? ShellWord(range: position..<position) : word()
      loop = [ShellWord(reading: text, at: position), name]
      skipBlanks()
      while !isAtEnd, !sees("\n"), !sees(";") {
        let before = position
        head.words.append(word())
        if position == before { position += 1 }
        skipBlanks()
      }
    }
    skipToCommand([])
    take("do")
    let body = sequence(until: ["done"])
    let question = ShellCommand(words: [ShellWord(forLoop: text, at: position)] + head.words)
    return finish(.sequence([.command(question), .loop(.sequence([.command(ShellCommand(words: loop)), body]))]), "done")
  }

  private mutating func cases() -> ShellNode {
    take("case")
    skipBlanks()
    let subject = ShellCommand(words: [ShellWord(forLoop: text, at: position), word()])
    skipToCommand([])
    take("in")
    var branches: [ShellNode] = []
    var isExhaustive = false
    while true {
      skipToCommand([])
      while sees(";") || sees("&") { position += 1 }
      skipToCommand([])
      guard !isAtEnd, nextWord() != "esac" else { break }
      if sees("(") { position += 1 }
      let start = position
      while !isAtEnd, !sees(")"), !sees("\n") {
        let before = position
        _ = word()
        skipBlanks()
        if sees("|") { position += 1 }
        if position == before { position += 1 }
      }
      if text[min(start, text.count)..<position].text.split(whereSeparator: { " |".contains($0) }).contains("*") {
        isExhaustive = true
      }
      if !isAtEnd { position += 1 }
      branches.append(sequence(until: ["esac", ";;"]))
    }
    return finish(.sequence([.command(subject), .choice(branches, isExhaustive: isExhaustive)]), "esac")
  }

  private mutating func simple() -> ShellNode {
    var command = ShellCommand()
    reading: while true {
      skipBlanks()
      guard !isAtEnd else { break }
      switch byte() {
      case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "|"): break reading
      case UInt8(ascii: "&"):
        guard sees(">", 1) else { break reading }
        redirection()
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        if sees("(", 1) { command.words.append(word()) } else { redirection() }
      case UInt8(ascii: "("):
        // `name ()` begins a function.
        guard command.words.count == 1, let name = command.words[0].literal?.text, let close = closingRound() else {
          // No shell takes a bracket here.
          isUnfinished = true
          position += 1
          continue
        }
        position = close
        skipToCommand([])
        return .function(name, self.command())
      default:
        if byte().isDigit, isRedirectionOfNumber { redirection() } else { command.words.append(word()) }
      }
    }
    return command.words.isEmpty ? .nothing : .command(command)
  }

  private mutating func finish(_ node: ShellNode, _ last: String) -> ShellNode {
    take(last)
    redirections()
    return node
  }

  mutating func enter() -> Bool {
    depth += 1
    guard depth > Self.deepest else { return true }
    isTooDeep = true
    position = text.count
    return false
  }
}

extension ShellWord {
  /// A word that stands for a program which only reads.
  fileprivate init(forLoop text: [Letter], at position: Int) { self.init(name: ":", at: position) }

  /// A word that stands for what gives a value to the variables named behind it.
  fileprivate init(reading text: [Letter], at position: Int) { self.init(name: "read", at: position) }

  private init(name: String, at position: Int) {
    self.init(pieces: [.letters(name.utf8.map { Letter($0, 0..<0) }, isQuoted: false)], range: position..<position)
  }
}
