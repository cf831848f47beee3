/// Finds the commands of a Dockerfile and what each of them sees.
///
/// `ENV` counts from its place on in its stage, and in the stages that begin with it; for what a container starts, at the stage's end.
struct DockerfileReader {
  var reading: DeploymentReading
  private var stages: [String: Stage] = [:]
  private var stage = Stage()
  private var name: String?

  /// What a stage has so far.
  private struct Stage {
    /// What containers see, and what only commands of the build see beside it.
    var variables: [String: ShellVariable] = [:]
    var arguments: [String: ShellVariable] = [:]
    var entry: Command?
    var command: Command?
    var checks: [Command] = []
  }

  /// A list of words, or shell text.
  private enum Command {
    case list([CommandWord])
    case shell([Letter])
  }

  init(_ reading: DeploymentReading) { self.reading = reading }

  mutating func read() {
    let lines = Lines(reading.bytes)
    var document: (words: [[UInt8]], start: Int)?
    for range in lines.continued(leavingComments: true) {
      if let open = document {
        if reading.bytes[range].elementsEqual(open.words[0]) {
          document = open.words.count > 1 ? (Array(open.words.dropFirst()), range.upperBound) : nil
        } else {
          // Shell text of its own, which is told of and not changed.
          let text = reading.mask.letters(reading.bytes, range)
          shell(stage.variables) { run in
            run.isDocument = true
            run.run(text, depth: 1)
          }
        }
        continue
      }
      let letters = reading.mask.letters(reading.bytes, range).withoutCommentLines
      var rest = letters.drop { $0.byte.isBlank }
      var instruction = rest.prefix { !$0.byte.isBlank }.text.uppercased()
      rest = rest.dropFirst(instruction.utf8.count)
      if instruction == "ONBUILD" {
        rest = rest.drop { $0.byte.isBlank }
        instruction = rest.prefix { !$0.byte.isBlank }.text.uppercased()
        rest = rest.dropFirst(instruction.utf8.count)
      }
      perform(instruction, Array(rest))
      if ["RUN", "COPY", "ADD"].contains(instruction) {
        let words = Self.documents(in: rest.text)
        if !words.isEmpty { document = (words, range.upperBound) }
      }
    }
    endStage()
  }

  /// The words that here-documents behind an instruction end with.
  private static func documents(in text: String) -> [[UInt8]] {
    text.matches(of: /<<-?["']?([A-Za-z_][A-Za-z_0-9]*)["']?/).map { Array($0.1.utf8) }
  }

  private mutating func perform(_ instruction: String, _ body: [Letter]) {
    switch instruction {
    case "FROM":
      endStage()
      let words = body.text.split(whereSeparator: { $0.isWhitespace || $0 == "\\" }).map(String.init).filter {
        !$0.hasPrefix("--")
      }
      stage = words.first.flatMap { stages[$0.lowercased()] } ?? Stage()
      stage.arguments = [:]
      stage.checks = []
      name = words.count > 2 && words[1].uppercased() == "AS" ? words[2].lowercased() : nil
    case "ENV": assign(body, isArgument: false)
    case "ARG": assign(body, isArgument: true)
    case "RUN":
      let text = Array(body.drop { $0.byte.isBlank })
      run(list(in: text).map(Command.list) ?? .shell(text), stage.variables.merging(stage.arguments) { first, _ in first })
    case "ENTRYPOINT":
      stage.entry = command(body)
      stage.command = nil
    case "CMD": stage.command = command(body)
    case "HEALTHCHECK":
      guard let start = body.text.range(of: "CMD") else { return }
      let skipped = body.text[..<start.upperBound].utf8.count
      stage.checks.append(command(Array(body.dropFirst(skipped))))
    default: break
    }
  }

  private func command(_ body: [Letter]) -> Command {
    let text = Array(body.drop { $0.byte.isBlank || $0.byte.isNewline || $0.byte == UInt8(ascii: "\\") })
    return list(in: text).map(Command.list) ?? .shell(text)
  }

  /// What a container starts sees what the stage has at its end.
  private mutating func endStage() {
    for check in stage.checks { run(check, stage.variables) }
    switch (stage.entry, stage.command) {
    case (.list(let entry)?, .list(let words)?): run(.list(entry + words), stage.variables)
    case (.list(let entry)?, _): run(.list(entry), stage.variables)
    case (.shell?, _): run(stage.entry!, stage.variables)
    case (nil, .list(let words)?) where words.first?.text.hasPrefix("-") == true: reading.loose.append(words)
    case (nil, let command?): run(command, stage.variables)
    case (nil, nil): break
    }
    var given: [String: Binding] = [:]
    for (name, variable) in stage.variables where BytewaxVariable.all.contains(name) {
      given[name] = Binding(
        settings: variable.settings, isCertain: variable.isCertain, value: variable.text.flatMap { $0.isKnown ? $0.text : nil })
    }
    for name in Set(["", name ?? ""]) { reading.ofImage[name] = given }
    if let name { stages[name] = stage }
    name = nil
  }

  private mutating func run(_ command: Command, _ variables: [String: ShellVariable]) {
    shell(variables) { run in
      switch command {
      case .list(let words): run.run(words: words)
      case .shell(let text): run.run(text)
      }
    }
  }

  @discardableResult
  private mutating func shell(_ variables: [String: ShellVariable], _ body: (inout ShellRun) -> Void) -> [String: ShellVariable] {
    var run = ShellRun(DeploymentReading(path: "", bytes: [], kind: nil), variables: variables)
    // The reading goes in and out, so that it is never there twice.
    swap(&run.reading, &reading)
    body(&run)
    swap(&run.reading, &reading)
    return run.variables
  }

  /// `NAME=value …`, or `NAME value` as `ENV` took it once.
  private mutating func assign(_ body: [Letter], isArgument: Bool) {
    var text = Array(body.drop { $0.byte.isBlank })
    let name = text.prefix { $0.byte.isNameByte }
    if !isArgument, !name.isEmpty, name.count < text.count, text[name.count].byte.isBlank {
      var sign = text[name.count]
      sign.byte = UInt8(ascii: "=")
      let value = text[name.count...].drop { $0.byte.isBlank }
      text = Array(name) + [sign] + Array(value)
    }
    var parser = ShellParser(text)
    guard case .sequence(let nodes) = parser.script(), case .sequence(let inner)? = nodes.first,
      case .command(let command)? = inner.first
    else { return }
    var names = Set(command.words.compactMap(\.assignedName))
    let after = shell(stage.variables.merging(stage.arguments) { first, _ in first }) { run in
      run.text = text
      run.look(into: command.words)
      for word in command.words where word.assignedName != nil || !isArgument { run.assign(word, isExported: true) }
      // What a build may be given.
      for letters in command.words.filter({ isArgument && $0.assignedName == nil }).compactMap(\.literal) {
        guard BytewaxVariable.all.contains(letters.text), let place = letters.place else { continue }
        let number = run.reading.setting(letters.text, at: place, value: nil)
        run.set(letters.text, ShellVariable(values: [], isExported: true, isCertain: false, settings: [number]))
        names.insert(letters.text)
      }
    }
    for name in names {
      if isArgument { stage.arguments[name] = after[name] } else { stage.variables[name] = after[name] }
    }
  }

  /// The words of `["…", "…"]`; nil when it is none.
  private func list(in text: [Letter]) -> [CommandWord]? {
    guard text.first?.byte == UInt8(ascii: "[") else { return nil }
    var words: [CommandWord] = []
    var position = 1
    while position < text.count {
      let byte = text[position].byte
      if byte.isBlank || byte.isNewline || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\\") {
        position += 1
      } else if byte == UInt8(ascii: "]") {
        return words
      } else if byte == UInt8(ascii: "\"") {
        let start = position
        var letters: [Letter] = []
        position += 1
        while position < text.count, text[position].byte != byte {
          let isEscape = text[position].byte == UInt8(ascii: "\\") && position + 1 < text.count
          letters.append(isEscape ? text[position].reaching(to: text[position + 1], as: text[position + 1].byte) : text[position])
          position += isEscape ? 2 : 1
        }
        guard position < text.count else { return nil }
        guard let token = Letter.span(text[start], text[position]) else { return nil }
        words.append(CommandWord(letters, token: token, own: token, layout: .item(quote: "\"")))
        position += 1
      } else {
        return nil
      }
    }
    return nil
  }
}

extension [Letter] {
  /// Lines that are only a comment do not count between those that are continued.
  fileprivate var withoutCommentLines: [Letter] {
    guard contains(where: { $0.byte == UInt8(ascii: "#") }) else { return self }
    var found: [Letter] = []
    var start = 0
    while start < count {
      let end = self[start...].firstIndex { $0.byte.isNewline }.map { $0 + 1 } ?? count
      if self[start..<end].first(where: { !$0.byte.isBlank })?.byte != UInt8(ascii: "#") { found += self[start..<end] }
      start = end
    }
    return found
  }
}
