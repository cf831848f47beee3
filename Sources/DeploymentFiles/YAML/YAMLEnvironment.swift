import Yams

/// A key and its value, whether the mapping has it itself or takes it over from another.
struct YAMLEntry {
  let key: String
  let keyScalar: Node.Scalar
  let value: Node

  /// Whether it was read as variables already, so that nothing in it is read again.
  func isEnvironmentRead(of entries: [YAMLEntry]) -> Bool {
    YAMLKeys.isEnvironment(key) && value.scalar == nil || key == "env_file"
  }
}

/// What mappings take over from others, and the variables they give.
extension YAMLReader {
  /// The entries of a mapping with those of the mappings that it is merged with or extends; its own come first and count.
  mutating func entries(of mapping: Node.Mapping, depth: Int = 0) -> [YAMLEntry] {
    var found: [YAMLEntry] = []
    var keys: Set<String> = []
    var merged: [Node.Mapping] = []
    for (key, value) in mapping {
      guard let scalar = key.scalar, mayGoOn() else { continue }
      if scalar.string == "<<", scalar.style == .plain {
        if let one = value.mapping { merged.append(one) }
        merged += value.sequence?.compactMap(\.mapping) ?? []
      } else {
        keys.insert(scalar.string)
        found.append(YAMLEntry(key: scalar.string, keyScalar: scalar, value: value))
      }
    }
    guard depth < 16 else { return found }
    for other in merged {
      for entry in entries(of: other, depth: depth + 1) where keys.insert(entry.key).inserted { found.append(entry) }
    }
    for name in extended(by: mapping) {
      guard let other = extensible[name], other != mapping else { continue }
      for entry in entries(of: other, depth: depth + 1) where YAMLKeys.isEnvironment(entry.key) || keys.insert(entry.key).inserted
      { found.append(entry) }
    }
    return found
  }

  private func extended(by mapping: Node.Mapping) -> [String] {
    guard let value = mapping["extends"] else { return [] }
    if let other = value.mapping { return other["file"] == nil ? other["service"]?.string.map { [$0] } ?? [] : [] }
    return value.scalar.map { [$0.string] } ?? value.sequence?.compactMap(\.scalar?.string) ?? []
  }

  /// Adds what `env`, `environment`, `env_file` or `envFrom` gives.
  mutating func add(_ entry: YAMLEntry, to scope: inout EnvironmentView) {
    switch entry.key {
    case "env_file":
      let files = entry.value.sequence.map { Array($0) } ?? [entry.value]
      scope.sources += files.compactMap { $0.scalar?.string ?? $0.mapping?["path"]?.string }
    case "envFrom":
      for item in entry.value.sequence ?? [] {
        for key in ["configMapRef", "secretRef"] {
          if let name = item.mapping?[key]?.mapping?["name"]?.string { scope.sources.append("map:\(name)") }
        }
      }
    default:
      if let mapping = entry.value.mapping {
        for item in entries(of: mapping) { bind(item, value: item.value.mapping?["value"] ?? item.value, &scope) }
      }
      for item in entry.value.sequence ?? [] { bind(item: item, &scope) }
    }
  }

  /// What a container's image gives it: the stage that `build` names, or one that is not known.
  func addImage(of entries: [YAMLEntry], to scope: inout EnvironmentView) {
    if let build = entries.first(where: { $0.key == "build" })?.value {
      let (context, file) = (
        build.scalar?.string ?? build.mapping?["context"]?.string ?? ".", build.mapping?["dockerfile"]?.string ?? "Dockerfile"
      )
      let target = build.mapping?["target"]?.string.map { "#\($0)" } ?? ""
      scope.sources.insert("image:\(file.hasPrefix("/") ? file : "\(context)/\(file)")\(target)", at: 0)
    } else if entries.contains(where: { $0.key == "image" && $0.value.scalar != nil }) {
      scope.isOfContainer = true
    }
  }

  private mutating func bind(_ entry: YAMLEntry, value: Node, _ scope: inout EnvironmentView) {
    if let scalar = value.scalar, let found = YAMLScalar(scalar, in: text) { noteReads(in: found.letters) }
    guard BytewaxVariable.all.contains(entry.key), let number = setting(entry, value: value) else { return }
    // Without a value it is what the caller has, if the caller has it.
    let isGiven = value.scalar.map { !($0.style == .plain && ["", "~", "null"].contains($0.string)) } ?? true
    scope.bindings[entry.key] = Binding(settings: [number], isCertain: isGiven, value: reading.settings[number].value)
  }

  private mutating func bind(item: Node, _ scope: inout EnvironmentView) {
    if let mapping = item.mapping {
      let entries = entries(of: mapping)
      guard let name = entries.first(where: { $0.key == "name" }), let scalar = name.value.scalar else {
        for entry in entries { bind(entry, value: entry.value, &scope) }
        return
      }
      let value = entries.first { $0.key == "value" }?.value
      let named = YAMLEntry(key: scalar.string, keyScalar: scalar, value: value ?? Node(""))
      if let value {
        bind(named, value: value, &scope)
      } else if let number = BytewaxVariable.all.contains(named.key) ? setting(named, value: nil) : nil {
        scope.bindings[named.key] = Binding(settings: [number], isCertain: true, value: nil)
      }
      for entry in entries where entry.key != "name" && entry.key != "value" { noteKeys(in: entry.value) }
      return
    }
    guard let scalar = item.scalar, let found = YAMLScalar(scalar, in: text) else { return }
    noteReads(in: found.letters)
    if let (name, prefix) = BytewaxVariable.set(by: found.letters), prefix == 0,
      let place = found.letters.prefix(name.utf8.count).place
    {
      let value = found.letters.dropFirst(name.utf8.count + 1)
      let number = reading.setting(name, at: place, value: known(value))
      scope.bindings[name] = Binding(settings: [number], isCertain: true, value: reading.settings[number].value)
    } else if BytewaxVariable.all.contains(scalar.string), let place = found.letters.place {
      let number = reading.setting(scalar.string, at: place, value: nil)
      scope.bindings[scalar.string] = Binding(settings: [number], isCertain: false, value: nil)
    }
  }

  /// The setting whose name is a key, or behind `name:`.
  mutating func setting(_ entry: YAMLEntry, value: Node?) -> Int? {
    guard let place = YAMLScalar(entry.keyScalar, in: text)?.letters.place else { return nil }
    let letters = value?.scalar.flatMap { YAMLScalar($0, in: text)?.letters }
    return reading.setting(entry.key, at: place, value: letters.flatMap { known($0[...]) })
  }

  private func known(_ letters: ArraySlice<Letter>) -> String? {
    letters.isKnown && !letters.contains { $0.byte == UInt8(ascii: "$") } ? letters.text : nil
  }

  /// `key:` below `valueFrom` names an entry of a map.
  private mutating func noteKeys(in node: Node) {
    guard mayGoOn(), let mapping = node.mapping else { return }
    for (key, value) in mapping {
      if key.string == "key", let scalar = value.scalar, BytewaxVariable.all.contains(scalar.string),
        let place = YAMLScalar(scalar, in: text)?.letters.place
      {
        reading.keyReads.append(VariableRead(name: scalar.string, place: place, settings: nil))
      } else {
        noteKeys(in: value)
      }
    }
  }

  /// `$NAME`, `${NAME}` and `$(NAME)`, which some other tool puts in.
  mutating func noteReads(in letters: [Letter]) {
    var position = 0
    while let dollar = letters[position...].firstIndex(where: { $0.byte == UInt8(ascii: "$") }) {
      let start = dollar + 1 < letters.count && "{(".utf8.contains(letters[dollar + 1].byte) ? dollar + 2 : dollar + 1
      let name = letters[min(start, letters.count)...].prefix { $0.byte.isNameByte && $0.kind == .known }
      if BytewaxVariable.all.contains(name.text), let place = name.place {
        reading.reads.append(VariableRead(name: name.text, place: place, settings: nil))
      }
      position = max(start, dollar + 1)
      if position >= letters.count { break }
    }
  }

  /// The words of a list.
  mutating func words(of sequence: Node.Sequence) -> [CommandWord] {
    var words: [CommandWord] = []
    for item in sequence where mayGoOn(item.scalar?.string.utf8.count ?? 0) {
      guard let scalar = item.scalar, let found = YAMLScalar(scalar, in: text) else {
        reading.unread.append((item.mark).map(text.offset) ?? 0)
        continue
      }
      noteReads(in: found.letters)
      let isScript = found.letters.contains { $0.byte.isBlank || $0.byte.isNewline }
      let letters = isScript ? found.letters : found.letters.withUnknownVariables
      words.append(CommandWord(letters, token: found.token, own: found.token, layout: layout(of: found, in: sequence)))
    }
    return words
  }

  private func layout(of item: YAMLScalar, in sequence: Node.Sequence) -> CommandWord.Layout {
    if text.isInBrackets(sequence) { return .item(quote: item.quote) }
    let start = text.bytes[..<item.token.lowerBound].lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
    let before = text.bytes[start..<item.token.lowerBound]
    let blanks = before.prefix { $0 == UInt8(ascii: " ") }.count
    let ending = start > 1 && text.bytes[start - 2] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    return .line(ending + String(repeating: " ", count: blanks) + "- ")
  }
}

extension [Letter] {
  /// A word of a list in which `$NAME`, `${NAME}` or `$(NAME)` is something that is not known.
  var withUnknownVariables: [Letter] {
    var found: [Letter] = []
    var position = 0
    while position < count {
      let letter = self[position]
      let next = position + 1 < count ? self[position + 1].byte : 0
      if letter.byte == UInt8(ascii: "$"), next == UInt8(ascii: "$") {
        found.append(letter.reaching(to: self[position + 1], as: next))
        position += 2
      } else if letter.byte == UInt8(ascii: "$"), "({".utf8.contains(next) || next.isNameByte {
        let close = next == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
        let end =
          next.isNameByte
          ? self[(position + 1)...].firstIndex { !$0.byte.isNameByte }
          : self[position...].firstIndex { $0.byte == close }.map { $0 + 1 }
        var unknown = letter.reaching(to: self[(end ?? count) - 1], as: UInt8(ascii: "x"))
        unknown.kind = .unknownWord
        found.append(unknown)
        position = end ?? count
      } else {
        found.append(letter)
        position += 1
      }
    }
    return found
  }
}
