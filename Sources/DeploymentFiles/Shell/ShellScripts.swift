/// Commands whose words are known, and the scripts that some of those words are.
extension ShellRun {
  /// A command whose words are known, or the scripts that it hands to a shell.
  mutating func run(words: [CommandWord]) {
    guard let first = words.first else { return }
    if FlowProgram.onlyPrints.contains(first.name) { return }
    let scripts = Self.scripts(in: words)
    var environment = view
    for (number, word) in words.enumerated() {
      if word.name == "waxwing" { break }
      if FlowProgram.isIsolating(words, at: number) {
        environment = EnvironmentView()
        environment.isOfContainer = FlowProgram.isOfContainer(word)
      }
      // The server that starts it may be there already, with variables of its own.
      if word.name == "tmux" { environment = environment.uncertain }
      if !scripts.contains(word) { add(settingOf: word, to: &environment) }
      // `docker run -e NAME`: what the caller has.
      let name = word.text.replacing("--env=", with: "").trimmingPrefix("-e")
      if BytewaxVariable.all.contains(String(name)) { environment.bindings[String(name)] = view.bindings[String(name)] }
      if word.text == "--env-file", number + 1 < words.count { environment.sources.append(words[number + 1].text) }
      if word.text.hasPrefix("--env-file=") { environment.sources.append(String(word.text.dropFirst(11))) }
    }
    guard scripts.isEmpty else {
      for script in scripts { run(script: script.letters, environment) }
      return
    }
    if first.text.hasPrefix("-"), !isDocument { reading.loose.append(words) }
    // Of other programs it only matters what they share with flows.
    guard FlowProgram.concerns(words) else { return noteNames(in: words) }
    if FlowProgram(words, programs: []) == .other { noteNames(in: words) }
    reading.starts.append(CommandStart(words: words, environment: environment, isDocument: isDocument))
  }

  private mutating func run(script: [Letter], _ environment: EnvironmentView) {
    var inner = ShellRun(
      DeploymentReading(path: "", bytes: [], kind: nil),
      variables: variables.filter { $0.value.isExported && !BytewaxVariable.all.contains($0.key) },
      sources: environment.sources)
    inner.variables.merge(environment.variables) { $1 }
    inner.isDocument = isDocument
    inner.isOfContainer = environment.isOfContainer
    // The reading goes in and out, so that it is never there twice.
    swap(&inner.reading, &reading)
    inner.run(script, depth: 20)
    swap(&inner.reading, &reading)
  }

  /// `env NAME=value program`, `docker run -e NAME=value image`.
  private mutating func add(settingOf word: CommandWord, to environment: inout EnvironmentView) {
    guard let (name, prefix) = BytewaxVariable.set(by: word.letters) else { return }
    let value = word.letters.dropFirst(prefix + name.utf8.count + 1)
    guard let place = word.letters.dropFirst(prefix).prefix(name.utf8.count).place, !isDocument else { return }
    // What goes on behind a blank may be a whole command, which nothing here reads.
    guard !value.text.contains("waxwing") else { return }
    let text = value.isKnown ? value.text : nil
    environment.bindings[name] = Binding(settings: [reading.setting(name, at: place, value: text)], isCertain: true, value: text)
  }

  /// `docker run -e NAME image`, `printenv NAME`, `[ -v NAME ]`: a name without a value goes where its settings go.
  private mutating func noteNames(in words: [CommandWord]) {
    guard !isDocument, !words.contains(where: { $0.name.hasPrefix("python") }) else { return }
    for word in words {
      for prefix in ["", "-e", "-E", "--env=", "--setenv="] where word.text.hasPrefix(prefix + "BYTEWAX_") {
        let letters = word.letters.dropFirst(prefix.utf8.count)
        guard BytewaxVariable.all.contains(letters.text), let place = letters.place else { continue }
        reading.reads.append(VariableRead(name: letters.text, place: place, settings: variables[letters.text]?.settings ?? []))
      }
    }
  }

  /// Programs that hand a word to a shell, whole.
  private static let handingOn: Set<String> = [
    "eval", "watch", "trap", "ssh", "CMD-SHELL", "tmux", "screen", "script", "flock", "parallel", "entr", "dtach", "xterm",
  ]
  private static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ksh", "ash", "su", "runuser"]

  /// The text behind `sh -c`, or what `eval`, `ssh`, `su -c`, `watch`, `trap` and `tmux` run.
  private static func scripts(in words: [CommandWord]) -> [CommandWord] {
    // What stands behind the program that runs flows are its own words.
    let end = words.firstIndex { $0.name == "waxwing" } ?? words.count
    for (number, word) in words[..<end].enumerated() where number + 1 < words.count && shells.contains(word.name) {
      for (next, option) in words.enumerated().dropFirst(number + 1) {
        guard
          option.text.hasPrefix("-") || option.text.hasPrefix("+") || word.name.hasPrefix("s") && word.name != "sh"
            || option.text == "pipefail"
        else { break }
        if option.text.hasPrefix("-"), !option.text.hasPrefix("--"), option.text.hasSuffix("c"), next + 1 < words.count {
          return [words[next + 1]]
        }
        if option.text == "--command", next + 1 < words.count { return [words[next + 1]] }
      }
    }
    guard let program = words[..<end].firstIndex(where: { handingOn.contains($0.name) }) else { return [] }
    let texts = words[program..<end].dropFirst().filter { $0.text.contains { $0.isWhitespace } && !$0.isMany }
    let flows = texts.filter { $0.text.contains("waxwing") || $0.text.contains("BYTEWAX_") }
    guard ["eval", "ssh", "watch"].contains(words[program].name), let first = flows.first ?? texts.first,
      let start = words.firstIndex(of: first)
    else {
      return flows.isEmpty ? Array(texts.prefix(1)) : flows
    }
    // All words from there on are one text.
    let blank = Letter(UInt8(ascii: " "), 0..<0)
    let letters = Array(words[start...].map(\.letters).joined(separator: [blank]))
    return start + 1 == words.count ? [first] : [CommandWord(letters, token: first.token, own: first.own)]
  }
}
