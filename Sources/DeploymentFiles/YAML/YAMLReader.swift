import Yams

/// Finds the commands of a YAML file and what each of them sees.
///
/// The variables of a mapping's `env` are seen by what is in the mapping: a service's, a container's, a job's and its steps'.
struct YAMLReader {
  var reading: DeploymentReading
  let text: YAMLText
  /// What mappings may be extended by name, as services and jobs are.
  var extensible: [String: Node.Mapping] = [:]
  /// How much may still be gone through: aliases that lead to one another may stand for more than anybody can.
  private var left: Int

  init(_ reading: DeploymentReading) {
    self.reading = reading
    text = YAMLText(reading.bytes, reading.mask)
    left = 20_000 + 4 * reading.bytes.count
  }

  mutating func read() {
    let documents: [Node]
    do { documents = try text.documents() } catch {
      reading.problem = "it cannot be read as YAML: \(error)".split(separator: "\n").first.map(String.init)
      return
    }
    for document in documents {
      extensible = [:]
      if let top = document.mapping {
        for (key, value) in top { if let name = key.string, let mapping = value.mapping { extensible[name] = mapping } }
        for (key, value) in top["services"]?.mapping ?? [:] {
          if let name = key.string, let mapping = value.mapping { extensible[name] = mapping }
        }
      }
      walk(document, key: "", EnvironmentView())
    }
  }

  /// Whether there is any sense in going on, with what costs as much as a text of this length.
  mutating func mayGoOn(_ length: Int = 0) -> Bool {
    left -= length + 1
    guard left < 0 else { return true }
    reading.problem = "its aliases repeat too much of it"
    return false
  }

  private mutating func walk(_ node: Node, key: String, _ scope: EnvironmentView) {
    guard mayGoOn() else { return }
    switch node {
    case .scalar(let scalar): plain(scalar, key: key)
    case .sequence(let sequence): for item in sequence { walk(item: item, key: key, scope) }
    case .mapping(let mapping): walk(mapping: entries(of: mapping), key: key, scope)
    case .alias: break
    }
  }

  private mutating func walk(item: Node, key: String, _ scope: EnvironmentView) {
    if let scalar = item.scalar, YAMLKeys.isCommand(key) { script([scalar], scope) } else { walk(item, key: key, scope) }
  }

  private mutating func walk(mapping entries: [YAMLEntry], key: String, _ scope: EnvironmentView) {
    var scope = scope
    let isMap = entries.contains { $0.key == "kind" && ["ConfigMap", "Secret"].contains($0.value.string) }
    addImage(of: entries, to: &scope)
    for entry in entries.reversed() where YAMLKeys.isEnvironment(entry.key) { add(entry, to: &scope) }
    let parts = ["entrypoint", "command", "args"].compactMap { name in entries.first { $0.key == name && $0.value.mapping == nil }
    }
    if !parts.isEmpty { command(parts.map(\.value), scope) }
    if let before = entries.first(where: { $0.key == "before_script" }), let script = entries.first(where: { $0.key == "script" })
    {
      self.script(scalars(before.value) + scalars(script.value), scope)
    }
    let name = isMap ? entries.first { $0.key == "metadata" }?.value.mapping?["name"]?.string : nil
    for entry in entries {
      if parts.contains(where: { $0.key == entry.key }) || entry.isEnvironmentRead(of: entries) { continue }
      if let name, ["data", "stringData"].contains(entry.key), let data = entry.value.mapping {
        for item in self.entries(of: data) where BytewaxVariable.all.contains(item.key) {
          if let number = setting(item, value: item.value) { reading.maps[name, default: []].append(number) }
        }
      }
      walk(entry, scope)
    }
  }

  private mutating func walk(_ entry: YAMLEntry, _ scope: EnvironmentView) {
    // What is only there to be used elsewhere is read where it is used.
    if entry.value.isAnchored, entry.key.hasPrefix("x-") || entry.key.hasPrefix(".") { return }
    if BytewaxVariable.all.contains(entry.key) { _ = setting(entry, value: entry.value) }
    switch entry.value {
    case .scalar(let scalar):
      if YAMLKeys.isCommand(entry.key) || scalar.string.hasPrefix("#!") {
        script([scalar], scope)
      } else {
        plain(scalar, key: entry.key)
      }
    case .sequence(let sequence) where YAMLKeys.isScript(entry.key): script(scalars(.sequence(sequence)), scope, orElse: sequence)
    case .sequence(let sequence)
    where (entry.key == "test" || YAMLKeys.isCommand(entry.key)) && sequence.allSatisfy({ $0.scalar != nil }):
      command([entry.value], scope)
    default:
      if !YAMLKeys.isProse(entry.key) { walk(entry.value, key: entry.key, scope) }
    }
  }

  /// A list of lines that one shell runs, one after the other; what is no text in it is looked into.
  private mutating func script(_ scalars: [Node.Scalar], _ scope: EnvironmentView, orElse sequence: Node.Sequence) {
    script(scalars, scope)
    for item in sequence where item.scalar == nil { walk(item, key: "", scope) }
  }

  private func scalars(_ node: Node) -> [Node.Scalar] { node.scalar.map { [$0] } ?? node.sequence?.compactMap(\.scalar) ?? [] }

  /// With `isOneLine`, a line that begins with a flag goes on with the one before, as for programs that read no lines.
  private mutating func script(_ scalars: [Node.Scalar], _ scope: EnvironmentView, isOneLine: Bool = false) {
    var letters: [Letter] = []
    for scalar in scalars where mayGoOn(scalar.string.utf8.count) {
      guard let found = YAMLScalar(scalar, in: text) else {
        reading.unread.append(scalar.mark.map(text.offset) ?? 0)
        continue
      }
      if let last = letters.last { letters.append(Letter(UInt8(ascii: "\n"), Int(last.end)..<Int(last.end))) }
      letters += found.letters
    }
    if isOneLine { letters = letters.joiningFlags }
    shell(scope) { $0.run(letters) }
  }

  private mutating func shell(_ scope: EnvironmentView, _ body: (inout ShellRun) -> Void) {
    var run = ShellRun(DeploymentReading(path: "", bytes: [], kind: nil), variables: scope.variables, sources: scope.sources)
    run.isOfContainer = scope.isOfContainer
    // The reading goes in and out, so that it is never there twice.
    swap(&run.reading, &reading)
    body(&run)
    swap(&run.reading, &reading)
  }

  /// The words of an entry point and what follows it, each a list or one line.
  private mutating func command(_ parts: [Node], _ scope: EnvironmentView) {
    if parts.count == 1, let scalar = parts[0].scalar { return script([scalar], scope, isOneLine: true) }
    var words: [CommandWord] = []
    for part in parts {
      if let scalar = part.scalar {
        guard let found = YAMLScalar(scalar, in: text) else { continue }
        words += ShellRun.words(ofLine: found.letters.joiningFlags)
      } else if let sequence = part.sequence {
        words += self.words(of: sequence)
      }
    }
    if words.first?.text == "CMD" { words.removeFirst() }
    guard let first = words.first else { return }
    if first.text.hasPrefix("-"), !first.isMany {
      reading.loose.append(words)
    } else {
      shell(scope) { $0.run(words: words) }
    }
  }

  /// A scalar that is no command: it may still name variables, or be one setting.
  private mutating func plain(_ scalar: Node.Scalar, key: String) {
    let isMentioned = ["BYTEWAX_", "waxwing", "--epoch-interval", "--sqlite-directory"].contains { scalar.string.contains($0) }
    guard isMentioned, mayGoOn(scalar.string.utf8.count), let found = YAMLScalar(scalar, in: text) else { return }
    if YAMLKeys.isProse(key) { reading.prose.append(found.token) }
    if key == "key", BytewaxVariable.all.contains(scalar.string), let place = found.letters.place {
      reading.keyReads.append(VariableRead(name: scalar.string, place: place, settings: nil))
    } else if BytewaxVariable.all.contains(scalar.string), let place = found.letters.place,
      !YAMLKeys.isProse(key) || key == "name"
    {
      _ = reading.setting(scalar.string, at: place, value: nil)
    } else if let (name, prefix) = BytewaxVariable.set(by: found.letters), prefix == 0,
      let place = found.letters.prefix(name.utf8.count).place
    {
      _ = reading.setting(name, at: place, value: nil)
      noteReads(in: found.letters)
    } else if !YAMLKeys.isProse(key) {
      noteReads(in: found.letters)
      // Whether it is ever run is not known.
      shell(EnvironmentView()) { run in
        run.isDocument = true
        run.run(found.letters, depth: 1)
      }
    }
  }
}

extension [Letter] {
  /// The text with blanks for the line ends that a flag follows.
  fileprivate var joiningFlags: [Letter] {
    var joined = self
    var beginsWithFlag = false
    for index in indices.reversed() {
      if self[index].byte.isNewline {
        if beginsWithFlag { joined[index].byte = UInt8(ascii: " ") }
      } else if !self[index].byte.isBlank {
        beginsWithFlag = self[index].byte == UInt8(ascii: "-")
      }
    }
    return joined
  }
}

extension Node {
  fileprivate var isAnchored: Bool {
    switch self {
    case .scalar(let scalar): scalar.anchor != nil
    case .sequence(let sequence): sequence.anchor != nil
    case .mapping(let mapping): mapping.anchor != nil
    case .alias: false
    }
  }
}
