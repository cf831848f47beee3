/// What commands do to variables, and which of them run others.
extension ShellRun {
  mutating func perform(words: [ShellWord]) {
    let assignments = words.prefix { $0.assignedName != nil }
    let rest = words[assignments.endIndex...]
    guard let first = rest.first else {
      for word in assignments { assign(word, isExported: nil) }
      return
    }
    let mark = changes.count
    for word in assignments { assign(word, isExported: true) }
    switch first.literal?.text ?? "" {
    case "export": declare(rest.dropFirst(), isExported: true)
    case "declare", "typeset", "local", "readonly":
      declare(rest.dropFirst(), isExported: rest.contains { $0.literal?.text.hasPrefix("-") == true && $0.literal?.text.contains("x") == true } ? true : nil)
    case "unset":
      for word in rest.dropFirst() {
        guard let name = word.literal?.text else { continue }
        noteName(word)
        set(name, nil)
      }
    case "set":
      for (word, next) in zip(rest, rest.dropFirst() + [ShellWord(range: 0..<0)]) {
        guard let option = word.literal?.text else { continue }
        if option.hasPrefix("-"), !option.hasPrefix("--"), option.contains("a") || next.literal?.text == "allexport" { exportsAll = true }
        if option.hasPrefix("+"), option.contains("a") || next.literal?.text == "allexport" { exportsAll = false }
      }
    case "source", ".": if let path = rest.dropFirst().first { sources.append(ShellExpansion(variables: variables, way: 0).text(path, of: text).text) }
    case "read", "mapfile", "readarray", "getopts":
      for word in rest.dropFirst() {
        if let name = word.literal?.text, !name.hasPrefix("-") { set(name, ShellVariable(values: [], isExported: variables[name]?.isExported ?? false)) }
      }
    case let name where functions[name] != nil:
      let given = Set(assignments.compactMap(\.assignedName))
      let before = given.map { name in (name, changes[mark...].first { $0.name == name }?.before) }
      call(name)
      // What stands before a call is gone after it.
      for (name, value) in before { set(name, value) }
    default: start(Array(rest))
      // What stands before a command is its alone.
      takeBack(to: mark)
    }
  }

  /// `NAME=value`, `NAME+=value`, `NAME=(…)`.
  mutating func assign(_ word: ShellWord, isExported: Bool?) {
    guard let (name, isMore) = word.assignedName.map({ ($0, word.isAppending) }) else { return }
    let beginning = word.beginning
    let nameLetters = beginning.prefix(name.utf8.count)
    guard let place = nameLetters.place else {
      // A name that a line's end runs through cannot be given another one.
      return set(name, ShellVariable(values: [], isExported: isExported ?? false, isCertain: false))
    }
    var variable = ShellVariable(values: [], isExported: isExported ?? (variables[name]?.isExported ?? false) || exportsAll)
    if let elements = word.elements {
      var list: [ShellVariable.Element] = []
      if isMore, case .array(let before)? = variables[name]?.values.first { list = before }
      for element in elements {
        for made in ShellExpansion(variables: variables, way: 0).words(element, of: text) {
          list.append(.init(letters: made.letters.defined(at: place.lowerBound), token: made.definition == nil ? made.token : nil))
        }
      }
      variable.values = [.array(list)]
    } else {
      var value = word
      value.pieces[0] = .letters(Array(beginning.dropFirst(name.utf8.count + (isMore ? 2 : 1))), isQuoted: false)
      let letters = ShellExpansion(variables: variables, way: 0).text(value, of: text).defined(at: place.lowerBound)
      let old = isMore ? variables[name]?.text : []
      if let old, old.count + letters.count <= ShellExpansion.longest { variable.values = [.text(old + letters)] }
    }
    if BytewaxVariable.all.contains(name) {
      let value = variable.text.flatMap { $0.isKnown ? $0.text : nil }
      if !isDocument {
        variable.settings = [reading.setting(name, at: place, value: value)]
        reading.tie(variable.settings[0], to: variables[name]?.settings ?? [])
      }
    }
    set(name, variable)
  }

  /// A variable that is named without a value goes where its settings go.
  private mutating func noteName(_ word: ShellWord) {
    guard let letters = word.literal, BytewaxVariable.all.contains(letters.text), let place = letters.place, !isDocument else { return }
    reading.reads.append(VariableRead(name: letters.text, place: place, settings: variables[letters.text]?.settings ?? []))
  }

  private mutating func declare(_ words: ArraySlice<ShellWord>, isExported: Bool?) {
    for word in words {
      if word.assignedName != nil {
        assign(word, isExported: isExported)
      } else if let name = word.literal?.text, !name.hasPrefix("-"), isExported == true {
        noteName(word)
        var variable = variables[name] ?? ShellVariable(values: [], isCertain: false)
        variable.isExported = true
        set(name, variable)
      }
    }
  }

  /// A command that is no word of the shell's own: once for each value that its variables may have.
  private mutating func start(_ words: [ShellWord]) {
    let several = words.flatMap(\.parameters).compactMap { variables[$0.name]?.values.count }.max() ?? 1
    for way in 0..<max(1, several) {
      let expansion = ShellExpansion(variables: variables, way: way)
      var made: [CommandWord] = []
      for word in words {
        made += expansion.words(word, of: text)
        if made.count > ShellExpansion.longest { break }
      }
      run(words: made)
    }
  }

  /// The words of a line that no shell reads, such as one behind an entry point.
  static func words(ofLine letters: [Letter]) -> [CommandWord] {
    var parser = ShellParser(letters)
    guard case .sequence(let nodes) = parser.script(), case .sequence(let inner)? = nodes.first, case .command(let command)? = inner.first else { return [] }
    return command.words.flatMap { ShellExpansion(variables: [:], way: 0).words($0, of: letters) }
  }

  /// A command whose words are known, or the script that it hands to a shell.
  mutating func run(words: [CommandWord]) {
    guard let first = words.first else { return }
    if FlowProgram.onlyPrints.contains(first.name) { return }
    var environment = view
    for (number, word) in words.enumerated() {
      if word.name == "waxwing" { break }
      if FlowProgram.isIsolating(word, next: number + 1 < words.count ? words[number + 1] : nil) { environment = EnvironmentView() }
      add(settingOf: word, to: &environment)
      if word.text == "--env-file", number + 1 < words.count { environment.sources.append(words[number + 1].text) }
      if word.text.hasPrefix("--env-file=") { environment.sources.append(String(word.text.dropFirst(11))) }
    }
    if let script = Self.script(in: words) {
      var inner = ShellRun(
        DeploymentReading(path: "", bytes: [], kind: nil),
        variables: variables.filter { $0.value.isExported && !BytewaxVariable.all.contains($0.key) }, sources: environment.sources)
      inner.variables.merge(environment.variables) { $1 }
      inner.isDocument = isDocument
      // The reading goes in and out, so that it is never there twice.
      swap(&inner.reading, &reading)
      inner.run(script.letters, depth: 20)
      swap(&inner.reading, &reading)
      return
    }
    if first.text.hasPrefix("-"), !isDocument { reading.loose.append(words) }
    // Of other programs it only matters what they share with flows.
    guard FlowProgram.concerns(words) else { return }
    reading.starts.append(CommandStart(words: words, environment: environment, isDocument: isDocument))
  }

  /// What a command started here sees.
  private var view: EnvironmentView {
    var view = EnvironmentView(sources: sources)
    for name in BytewaxVariable.all {
      guard let variable = variables[name], variable.isExported else { continue }
      view.bindings[name] = Binding(
        settings: variable.settings, isCertain: variable.isCertain, value: variable.text.flatMap { $0.isKnown ? $0.text : nil })
    }
    return view
  }

  /// `env NAME=value program`, `docker run -e NAME=value image`.
  private mutating func add(settingOf word: CommandWord, to environment: inout EnvironmentView) {
    guard let (name, prefix) = BytewaxVariable.set(by: word.letters) else { return }
    let value = word.letters.dropFirst(prefix + name.utf8.count + 1)
    guard let place = word.letters.dropFirst(prefix).prefix(name.utf8.count).place, !isDocument else { return }
    let text = value.isKnown ? value.text : nil
    environment.bindings[name] = Binding(settings: [reading.setting(name, at: place, value: text)], isCertain: true, value: text)
  }

  /// The text behind `sh -c`, or what `eval`, `ssh`, `su -c`, `watch` and `trap` run.
  private static func script(in words: [CommandWord]) -> CommandWord? {
    for (number, word) in words.enumerated() where number + 1 < words.count {
      if ["sh", "bash", "dash", "zsh", "ksh", "ash", "su", "runuser"].contains(word.name) {
        for (next, option) in words.enumerated().dropFirst(number + 1) {
          guard option.text.hasPrefix("-") || option.text.hasPrefix("+") || word.name.hasPrefix("s") && word.name != "sh" || option.text == "pipefail" else { break }
          if option.text.hasPrefix("-"), !option.text.hasPrefix("--"), option.text.hasSuffix("c"), next + 1 < words.count { return words[next + 1] }
          if option.text == "--command", next + 1 < words.count { return words[next + 1] }
        }
      }
      if number == 0, ["eval", "watch", "trap", "ssh", "CMD-SHELL"].contains(word.name) {
        return words.dropFirst().first { $0.text.contains(" ") && !$0.isMany }
      }
    }
    return nil
  }
}

extension EnvironmentView {
  /// The variables of a shell that starts with it.
  var variables: [String: ShellVariable] {
    bindings.mapValues { binding in
      ShellVariable(
        values: binding.value.map { [.text($0.utf8.map { Letter($0, 0..<0) })] } ?? [], isExported: true, isCertain: binding.isCertain,
        settings: binding.settings)
    }
  }
}

extension ShellWord {
  /// The name that it gives a value; nil when it gives none.
  var assignedName: String? {
    let beginning = beginning
    guard let equals = beginning.firstIndex(where: { $0.byte == UInt8(ascii: "=") }), equals > 0 else { return nil }
    let name = beginning[..<(beginning[equals - 1].byte == UInt8(ascii: "+") ? equals - 1 : equals)]
    guard let first = name.first, !first.byte.isDigit, name.allSatisfy({ $0.byte.isNameByte && $0.kind == .known }) else { return nil }
    return name.text
  }

  var isAppending: Bool { assignedName.map { beginning.dropFirst($0.utf8.count).first?.byte == UInt8(ascii: "+") } ?? false }

  /// The variables in it.
  var parameters: [ShellParameter] {
    pieces.compactMap { if case .parameter(let parameter) = $0 { parameter } else { nil } } + (elements ?? []).flatMap(\.parameters)
  }
}
