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
    case "export": declare(rest.dropFirst(), isExported: !rest.hasOption("-", "n"))
    case "declare", "typeset", "local", "readonly":
      declare(rest.dropFirst(), isExported: rest.hasOption("-", "x") ? true : rest.hasOption("+", "x") ? false : nil)
    case "alias":
      for word in rest.dropFirst() { if let name = word.assignedName { aliases[name] = value(of: word, behind: name) } }
    case "unset":
      for word in rest.dropFirst() {
        guard let name = word.literal?.text else { continue }
        noteName(word)
        set(name, nil)
      }
    case "set":
      for (word, next) in zip(rest, rest.dropFirst() + [ShellWord(range: 0..<0)]) {
        guard let option = word.literal?.text else { continue }
        if option.hasPrefix("-"), !option.hasPrefix("--"), option.contains("a") || next.literal?.text == "allexport" {
          exportsAll = true
        }
        if option.hasPrefix("+"), option.contains("a") || next.literal?.text == "allexport" { exportsAll = false }
      }
    case "source", ".":
      if let path = rest.dropFirst().first {
        sources.append(ShellExpansion(variables: variables, way: 0).text(path, of: text).text)
      }
    case "read", "mapfile", "readarray", "getopts":
      for word in rest.dropFirst() {
        guard let letters = word.literal, !letters.text.hasPrefix("-") else { continue }
        var variable = ShellVariable(values: [], isExported: variables[letters.text]?.isExported ?? false)
        if BytewaxVariable.all.contains(letters.text), let place = letters.place, !isDocument {
          variable.settings = [reading.setting(letters.text, at: place, value: nil)]
          reading.tie(variable.settings[0], to: variables[letters.text]?.settings ?? [])
        }
        set(letters.text, variable)
      }
    case let name where functions[name] != nil:
      let given = Set(assignments.compactMap(\.assignedName))
      let before = given.map { name in (name, changes[mark...].first { $0.name == name }?.before) }
      call(name)
      // What stands before a call is gone after it.
      for (name, value) in before { set(name, value) }
    case let name where aliases[name] != nil: startAlias(aliases[name]!, Array(rest.dropFirst()))
    default:
      start(Array(rest))
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
          list.append(
            .init(letters: made.letters.defined(at: place.lowerBound), token: made.definition == nil ? made.token : nil))
        }
      }
      if reading.mayHold(list.reduce(0) { $0 + $1.letters.count }) { variable.values = [.array(list)] }
    } else {
      let letters = value(of: word, behind: name).defined(at: place.lowerBound)
      let old = isMore ? variables[name]?.text : []
      if let old, old.count + letters.count <= ShellExpansion.longest, reading.mayHold(old.count + letters.count) {
        variable.values = [.text(old + letters)]
      }
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

  /// What stands behind `NAME=` or `NAME+=`.
  private func value(of word: ShellWord, behind name: String) -> [Letter] {
    var value = word
    value.pieces[0] = .letters(Array(word.beginning.dropFirst(name.utf8.count + (word.isAppending ? 2 : 1))), isQuoted: false)
    return ShellExpansion(variables: variables, way: 0).text(value, of: text)
  }

  /// Another name for words, which not every shell takes in a script: the command is told of and stays.
  private mutating func startAlias(_ letters: [Letter], _ rest: [ShellWord]) {
    let expansion = ShellExpansion(variables: variables, way: 0)
    let words = Self.words(ofLine: letters) + rest.flatMap { expansion.words($0, of: text) }
    if FlowProgram.concerns(words) { reading.starts.append(CommandStart(words: words, environment: view, isDocument: true)) }
  }

  /// A variable that is named without a value goes where its settings go.
  private mutating func noteName(_ word: ShellWord) {
    guard let letters = word.literal, BytewaxVariable.all.contains(letters.text), let place = letters.place, !isDocument else {
      return
    }
    reading.reads.append(VariableRead(name: letters.text, place: place, settings: variables[letters.text]?.settings ?? []))
  }

  private mutating func declare(_ words: ArraySlice<ShellWord>, isExported: Bool?) {
    for word in words {
      if word.assignedName != nil {
        assign(word, isExported: isExported)
      } else if let name = word.literal?.text, !name.hasPrefix("-"), !name.hasPrefix("+") {
        let isOfCaller = variables[name] == nil
        if !isOfCaller { noteName(word) }
        guard let isExported else { continue }
        var variable = variables[name] ?? ShellVariable(values: [], isCertain: false)
        variable.isExported = isExported
        if isOfCaller, BytewaxVariable.all.contains(name), let place = word.literal?.place, !isDocument {
          variable.settings = [reading.setting(name, at: place, value: nil)]
        }
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
    guard case .sequence(let nodes) = parser.script(), case .sequence(let inner)? = nodes.first,
      case .command(let command)? = inner.first
    else { return [] }
    return command.words.flatMap { ShellExpansion(variables: [:], way: 0).words($0, of: letters) }
  }

  /// What a command started here sees.
  var view: EnvironmentView {
    var view = EnvironmentView(sources: sources, isOfContainer: isOfContainer)
    for name in BytewaxVariable.all {
      guard let variable = variables[name], variable.isExported else { continue }
      view.bindings[name] = Binding(
        settings: variable.settings, isCertain: variable.isCertain, value: variable.text.flatMap { $0.isKnown ? $0.text : nil })
    }
    return view
  }
}

extension EnvironmentView {
  /// The variables of a shell that starts with it.
  var variables: [String: ShellVariable] {
    bindings.mapValues { binding in
      ShellVariable(
        values: binding.value.map { [.text($0.utf8.map { Letter($0, 0..<0) })] } ?? [], isExported: true,
        isCertain: binding.isCertain,
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
    guard let first = name.first, !first.byte.isDigit, name.allSatisfy({ $0.byte.isNameByte && $0.kind == .known }) else {
      return nil
    }
    return name.text
  }

  var isAppending: Bool { assignedName.map { beginning.dropFirst($0.utf8.count).first?.byte == UInt8(ascii: "+") } ?? false }

  /// The variables in it.
  var parameters: [ShellParameter] {
    pieces.compactMap { if case .parameter(let parameter) = $0 { parameter } else { nil } }
      + (elements ?? []).flatMap(\.parameters)
  }
}

extension ArraySlice<ShellWord> {
  /// Whether one of them is an option such as `-nx`.
  fileprivate func hasOption(_ sign: Character, _ letter: Character) -> Bool {
    contains { word in
      word.literal.map { $0.text.first == sign && $0.text.dropFirst().first != sign && $0.text.contains(letter) } ?? false
    }
  }
}
