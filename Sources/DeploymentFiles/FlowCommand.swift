/// A command that starts a flow, as far as can be told for certain.
struct FlowCommand {
  let command: Command
  /// The words behind what starts the flow, up to a `--`.
  let words: ArraySlice<CommandWord>
  /// `run` or `bytewax.run`, which has another name where `-p` went.
  let runner: CommandWord?

  /// Nil when the command starts something else, or only speaks of a flow.
  init?(_ command: Command, programs: Set<String>) {
    let words = command.words
    let first = words.first { !$0.text.contains("=") }?.text.name ?? ""
    guard !["echo", "printf", "grep", "egrep", "sed", "awk", "cat", "print"].contains(first) else { return nil }
    var start: Int?
    var runner: CommandWord?
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1].text : ""
      if word.text.name == "waxwing", ["run", "test-cluster"].contains(next) {
        (start, runner) = (index + 2, words[index + 1])
      } else if word.text == "-m", ["bytewax.run", "bytewax.testing"].contains(next) {
        (start, runner) = (index + 2, words[index + 1])
      } else if programs.contains(word.text.name), index == 0 || word.text.contains("/") || words[index - 1].text.isRunning {
        start = index + 1
      }
      if start != nil { break }
    }
    guard let start else { return nil }
    self.command = command
    self.runner = runner
    let rest = words[start...]
    self.words = rest.prefix { $0.text != "--" || runner == nil }
  }

  /// The words of a variable that a flow's command uses.
  init(valueOf variable: Command) {
    command = variable
    words = variable.words[...]
    runner = nil
  }

  /// The names of the variables in its words.
  var variables: Set<String> {
    Set(command.words.flatMap { $0.text.matches(of: /\$[({]?([A-Za-z_][A-Za-z_0-9]*)/).map { String($0.1) } })
  }

  /// Behind which word the value of a flag ends, and the word that is the flag; nil when it is not there.
  func flag(_ names: [String]) -> (flag: CommandWord, value: CommandWord)? {
    for (index, word) in zip(words.indices, words) {
      for name in names {
        if word.text == name { return (word, index + 1 < words.endIndex ? words[index + 1] : word) }
        let isJoined = name.hasPrefix("--") ? word.text.hasPrefix(name + "=") : word.text.hasPrefix(name) && !word.text.hasPrefix("--")
        if isJoined { return (word, word) }
      }
    }
    return nil
  }
}

extension String {
  /// The last part of a path, without the marks that `make` puts before a command.
  fileprivate var name: String {
    let name = split(separator: "/").last.map(String.init) ?? self
    return String(name.drop { "@-+".contains($0) })
  }

  /// Whether the word behind it is a program: `swift run Name`, `exec Name`.
  fileprivate var isRunning: Bool { ["run", "exec", "nohup", "time", "sudo", "--product", "&&"].contains(self) || contains("=") }
}
