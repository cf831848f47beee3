/// Finds the commands of a service file and what they see: all that the file sets, wherever it stands.
struct UnitReader {
  var reading: DeploymentReading

  init(_ reading: DeploymentReading) { self.reading = reading }

  mutating func read() {
    var run = ShellRun(DeploymentReading(path: "", bytes: [], kind: nil))
    swap(&run.reading, &reading)
    var commands: [[Letter]] = []
    for range in Lines(run.reading.bytes).continued() {
      let letters = run.reading.mask.letters(run.reading.bytes, range)
      let body = letters.drop { $0.byte.isBlank }
      guard let equals = body.firstIndex(where: { $0.byte == UInt8(ascii: "=") }) else { continue }
      let key = body[..<equals].text.filter { !$0.isWhitespace }
      let value = Array(body[(equals + 1)...].drop { $0.byte.isBlank })
      switch key {
      case "Environment":
        if value.isEmpty { run.variables = [:] } else { assign(value, &run) }
      case "PassEnvironment":
        for name in BytewaxVariable.all where value.text.contains(name) { run.variables[name] = ShellVariable(values: [], isExported: true, isCertain: false) }
      case "EnvironmentFile": run.sources.append(value.text.drop { $0 == "-" }.description)
      case let key where key.hasPrefix("Exec"): commands.append(Array(value.drop { "@-:+!|".utf8.contains($0.byte) }))
      default: break
      }
    }
    for command in commands { run.run(command) }
    for name in BytewaxVariable.all {
      guard let variable = run.variables[name] else { continue }
      run.reading.ofUnit[name] = Binding(settings: variable.settings, isCertain: variable.isCertain, value: variable.text.flatMap { $0.isKnown ? $0.text : nil })
    }
    swap(&run.reading, &reading)
  }

  /// `NAME=value "OTHER=a b"`: each word sets a variable, in quotes or not.
  private func assign(_ value: [Letter], _ run: inout ShellRun) {
    for word in ShellRun.words(ofLine: value.asArguments).dropFirst() {
      let name = word.letters.prefix { $0.byte.isNameByte }
      guard !name.isEmpty, name.count < word.letters.count, word.letters[name.count].byte == UInt8(ascii: "="), let place = name.place else { continue }
      let letters = Array(word.letters.dropFirst(name.count + 1)).defined(at: place.lowerBound)
      var variable = ShellVariable(values: [.text(letters)], isExported: true)
      if BytewaxVariable.all.contains(name.text) {
        variable.settings = [run.reading.setting(name.text, at: place, value: letters.isKnown ? letters.text : nil)]
        run.reading.tie(variable.settings[0], to: run.variables[name.text]?.settings ?? [])
      }
      run.set(name.text, variable)
    }
  }
}

extension [Letter] {
  /// The words of a command that does nothing, so that none of them is an assignment of the shell's.
  fileprivate var asArguments: [Letter] { [Letter(UInt8(ascii: ":"), 0..<0), Letter(UInt8(ascii: " "), 0..<0)] + self }
}
