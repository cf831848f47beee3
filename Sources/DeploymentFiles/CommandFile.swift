/// All the commands of one file, whatever kind it is.
struct CommandFile {
  var commands: [Command] = []
  /// What variables are set to, as far as it looks like words of a command.
  var assignments: [(name: String, value: Command)] = []

  init(_ bytes: [UInt8], _ kind: DeploymentKind) {
    switch kind {
    case .shell, .environment: add(shell: 0..<bytes.count, of: bytes)
    case .makefile:
      add(shell: 0..<bytes.count, of: bytes)
      for command in commands where command.words.count > 2 && ["=", ":=", "?=", "+=", "::="].contains(command.words[1].text) {
        assignments.append((command.words[0].text, Command(words: Array(command.words[2...]), style: .shell)))
      }
    case .dockerfile: readDockerfile(bytes)
    case .yaml:
      var reader = YAMLReader(bytes)
      reader.read()
      (commands, assignments) = (reader.commands, reader.assignments)
    case .unit:
      for line in Lines(bytes).ranges {
        let text = String(decoding: bytes[line], as: UTF8.self)
        guard text.hasPrefix("Exec"), let equals = bytes[line].firstIndex(of: UInt8(ascii: "=")) else { continue }
        add(shell: (equals + 1)..<line.upperBound, of: bytes)
      }
    case .manifest: break
    }
    // What another command goes on from is looked at as part of that one.
    let continued = commands.filter { $0.inherited > 0 }.map { Array($0.words.prefix($0.inherited)) }
    commands.removeAll { continued.contains($0.words) }
  }

  private mutating func add(shell range: Range<Int>, of bytes: [UInt8]) {
    var reader = ShellReader(bytes)
    reader.read(range)
    commands += reader.commands
    assignments += reader.assignments
  }

  /// `CMD` goes on where `ENTRYPOINT` ends, if both are lists.
  private mutating func readDockerfile(_ bytes: [UInt8]) {
    var entry: Command?
    for instruction in Lines(bytes).continued() {
      let text = String(decoding: bytes[instruction], as: UTF8.self)
      let words = text.split(maxSplits: 2, whereSeparator: \.isWhitespace)
      guard let name = words.first?.uppercased(), ["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ENV", "ONBUILD"].contains(name) else { continue }
      let skipped = text.prefix { $0.isWhitespace }.utf8.count + name.utf8.count
      let body = instruction.lowerBound + skipped..<instruction.upperBound
      let start = bytes[body].firstIndex { !" \t\r\n\\".utf8.contains($0) } ?? body.upperBound
      let reader = ListReader(bytes: bytes)
      guard start < body.upperBound, bytes[start] == UInt8(ascii: "["), let list = reader.list(at: start, to: body.upperBound) else {
        add(shell: body, of: bytes)
        continue
      }
      for text in reader.shellTexts(in: list.command) { add(shell: text, of: bytes) }
      var command = list.command
      if name == "ENTRYPOINT" { entry = command }
      if name == "CMD", let entry { command = command.following(entry) }
      commands.append(command)
    }
  }
}

/// Where the lines of a text stand, without their endings.
struct Lines {
  let bytes: [UInt8]
  let ranges: [Range<Int>]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var ranges: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      ranges.append(start..<(end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end))
      start = end + 1
    }
    self.ranges = ranges
  }

  /// Lines put together with those that continue them, leaving comments out where a line begins.
  func continued() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for line in ranges {
      let first = bytes[line].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      if first == UInt8(ascii: "#") { continue }
      if start == nil { start = line.lowerBound }
      if bytes[line].last == UInt8(ascii: "\\") { continue }
      if let begun = start { found.append(begun..<line.upperBound) }
      start = nil
    }
    if let begun = start { found.append(begun..<bytes.count) }
    return found
  }
}
