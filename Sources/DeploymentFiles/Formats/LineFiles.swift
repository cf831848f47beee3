/// Files of a line each: `NAME=value`, or `name: command`.
struct LineFiles {
  var reading: DeploymentReading

  init(_ reading: DeploymentReading) { self.reading = reading }

  /// A file of variables, which others take over.
  mutating func readEnvironment() {
    var run = ShellRun(DeploymentReading(path: "", bytes: [], kind: nil))
    swap(&run.reading, &reading)
    for line in Lines(run.reading.bytes).ranges {
      let letters = run.reading.mask.letters(run.reading.bytes, line)
      var body = letters.drop { $0.byte.isBlank }
      if body.starts(with: "export ") { body = body.dropFirst(7).drop { $0.byte.isBlank } }
      let name = body.prefix { $0.byte.isNameByte }
      let behind = body.dropFirst(name.count)
      guard !name.isEmpty, behind.first?.byte == UInt8(ascii: "="), let place = name.place else { continue }
      let words = ShellRun.words(ofLine: [Letter(UInt8(ascii: ":"), 0..<0), Letter(UInt8(ascii: " "), 0..<0)] + behind.dropFirst()).dropFirst()
      if BytewaxVariable.all.contains(name.text) {
        let value = words.count == 1 && words.first?.isKnown == true ? words.first?.text : words.isEmpty ? "" : nil
        run.reading.ofFile[name.text] = run.reading.setting(name.text, at: place, value: value)
      } else if let value = words.first, words.count == 1 {
        // What looks like flags may be put into a command elsewhere.
        let inner = ShellRun.words(ofLine: value.letters)
        if !inner.isEmpty { run.reading.loose.append(inner) }
      } else if !words.isEmpty {
        run.reading.loose.append(Array(words))
      }
    }
    swap(&run.reading, &reading)
  }

  /// What Heroku, foreman and their like start.
  mutating func readProcesses() {
    var run = ShellRun(DeploymentReading(path: "", bytes: [], kind: nil))
    swap(&run.reading, &reading)
    let folder = run.reading.path.lastIndex(of: "/").map { String(run.reading.path[...$0]) } ?? ""
    for line in Lines(run.reading.bytes).ranges {
      let letters = run.reading.mask.letters(run.reading.bytes, line)
      guard letters.first?.byte != UInt8(ascii: "#"), let colon = letters.firstIndex(where: { $0.byte == UInt8(ascii: ":") }) else { continue }
      run.isolated { run in
        // Such a file is taken over when it is there.
        run.sources = ["?\(folder).env"]
        run.run(Array(letters[(colon + 1)...]))
      }
    }
    swap(&run.reading, &reading)
  }
}
