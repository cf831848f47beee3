/// Finds the commands of a Makefile's recipes and what each of them sees; also of a justfile's.
///
/// Every line of a recipe is a shell of its own. Variables have their last values, those of a target only there.
struct MakefileReader {
  var reading: DeploymentReading
  private var variables = MakeVariables()
  private var recipes: [Recipe] = []
  /// What targets set for themselves, in order, and what they need to be made first.
  private var ofTargets: [(targets: [String], assignment: Assignment)] = []
  private var needs: [String: [String]] = [:]
  private var included: [String] = []
  private var isOneShell = false
  /// What all recipes have in their environment.
  private var environment: [String: ShellVariable] = [:]
  /// How many `if` are open.
  private var conditions = 0

  private static let mostOfTargets = 500

  private struct Recipe {
    let targets: [String]
    var lines: [[Letter]] = []
  }

  private struct Assignment {
    let name: String
    let place: Range<Int>
    let sign: String
    let value: [Letter]
    let isExported: Bool
    let isConditional: Bool
  }

  init(_ reading: DeploymentReading) { self.reading = reading }

  mutating func read() {
    var definition: (name: String, place: Range<Int>, lines: [Letter])?
    for range in Lines(reading.bytes).continued() {
      let letters = reading.mask.letters(reading.bytes, range)
      let text = letters.prefix(512).text
      let words = text.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
      if let open = definition {
        if words.first == "endef" {
          set(
            Assignment(
              name: open.name, place: open.place, sign: "=", value: open.lines, isExported: false, isConditional: conditions > 0))
          definition = nil
        } else {
          if !open.lines.isEmpty { definition?.lines.append(Letter(UInt8(ascii: "\n"), range.lowerBound..<range.lowerBound)) }
          definition?.lines += letters
        }
        continue
      }
      guard let first = words.first else { continue }
      if letters[0].byte == UInt8(ascii: "\t") || (letters[0].byte == UInt8(ascii: " ") && isJustfile), !recipes.isEmpty {
        recipes[recipes.count - 1].lines.append(letters)
        continue
      }
      switch first {
      case "ifeq", "ifneq", "ifdef", "ifndef": conditions += 1
      case "endif": conditions = max(0, conditions - 1)
      case "else": continue
      case "define" where words.count > 1: definition = (words[1], range.lowerBound..<range.lowerBound, [])
      case "include", "-include", "sinclude": included += words.dropFirst().flatMap { $0.split(separator: " ").map(String.init) }
      case ".ONESHELL:": isOneShell = true
      default: line(letters)
      }
    }
    guard ofTargets.count <= Self.mostOfTargets else { return reading.problem = "too many variables are set for single targets" }
    environment = environment(of: variables.values, variables)
    for recipe in recipes { run(recipe) }
  }

  private var isJustfile: Bool { reading.path.lowercased().hasSuffix("justfile") }

  /// A variable, or a rule.
  private mutating func line(_ letters: [Letter]) {
    let body = letters.withoutComment
    if let assignment = assignment(body[...]) { return set(assignment) }
    if body.starts(with: "export") || body.starts(with: "unexport") {
      let words = body.words
      if words.count == 1 { variables.exportsAll = body.starts(with: "export") }
      for word in words.dropFirst() {
        noteExported(word)
        variables.values[word.text, default: .init(isCertain: false)].isExported = body.starts(with: "export")
      }
      return
    }
    guard let colon = body.firstIndex(where: { $0.byte == UInt8(ascii: ":") }) else { return }
    let targets = body[..<colon].text.split(whereSeparator: \.isWhitespace).map(String.init)
    if let assignment = assignment(body[(colon + 1)...]) {
      ofTargets.append((targets, assignment))
      return
    }
    let given = body[(colon + 1)...].words
    if let first = given.first?.text, ["export", "unexport"].contains(first), given.count > 1 {
      for word in given.dropFirst() {
        noteExported(word)
        guard let place = word.place else { continue }
        ofTargets.append(
          (
            targets,
            Assignment(
              name: word.text, place: place, sign: first, value: [], isExported: first == "export", isConditional: conditions > 0)
          ))
      }
      return
    }
    let semicolon = body[colon...].firstIndex { $0.byte == UInt8(ascii: ";") }
    let needed = body[(colon + 1)..<(semicolon ?? body.count)].text.split(whereSeparator: \.isWhitespace).map(String.init)
    for target in targets { needs[target, default: []] += needed }
    recipes.append(Recipe(targets: targets, lines: semicolon.map { [Array(letters[($0 + 1)...])] } ?? []))
  }

  /// `[export ]NAME = value` with any of the signs.
  private func assignment(_ letters: ArraySlice<Letter>) -> Assignment? {
    var rest = letters.drop { $0.byte.isBlank }
    var isExported = false
    for word in ["export ", "override ", "private "] where rest.starts(with: word) {
      isExported = isExported || word == "export "
      rest = rest.dropFirst(word.utf8.count).drop { $0.byte.isBlank }
    }
    let name = rest.prefix { $0.byte.isNameByte || ".-".utf8.contains($0.byte) }
    guard !name.isEmpty, let place = name.place else { return nil }
    let behind = rest.dropFirst(name.count).drop { $0.byte.isBlank }
    guard let sign = ["=", ":=", "?=", "+=", "::=", ":::=", "!="].last(where: { behind.starts(with: $0) }) else { return nil }
    let value = behind.dropFirst(sign.utf8.count).drop { $0.byte.isBlank }
    return Assignment(
      name: name.text, place: place, sign: sign, value: Array(value).defined(at: place.lowerBound), isExported: isExported,
      isConditional: conditions > 0)
  }

  private mutating func set(_ assignment: Assignment) {
    variables.values[assignment.name] = value(
      assignment, over: variables.values[assignment.name], isAlways: !assignment.isConditional)
    noteReads(in: assignment.value)
  }

  private mutating func value(_ assignment: Assignment, over before: MakeVariables.Value?, isAlways: Bool) -> MakeVariables.Value
  {
    if ["export", "unexport"].contains(assignment.sign) {
      var made = before ?? MakeVariables.Value(isCertain: false)
      made.isExported = assignment.isExported
      return made
    }
    var made = MakeVariables.Value(isExported: assignment.isExported || before?.isExported ?? false)
    if BytewaxVariable.all.contains(assignment.name) {
      let value =
        assignment.value.isKnown && !assignment.value.contains { $0.byte == UInt8(ascii: "$") } ? assignment.value.text : nil
      made.settings = [reading.setting(assignment.name, at: assignment.place, value: value)]
      reading.tie(made.settings[0], to: before?.settings ?? [])
    }
    switch assignment.sign {
    case "!=": break
    case "+=":
      let old = before.map(\.texts) ?? [[]]
      made.texts = old.map { $0.isEmpty ? assignment.value : $0 + [Letter(UInt8(ascii: " "), 0..<0)] + assignment.value }
    case "?=" where before.map { $0.isCertain } ?? false: return before ?? made
    default: made.texts = [assignment.value]
    }
    if !isAlways {
      made.texts = (before?.texts ?? []) + made.texts
      made.isCertain = before?.isCertain ?? false
      made.settings = (before?.settings ?? []) + made.settings
    }
    return made
  }

  private mutating func run(_ recipe: Recipe) {
    var seen = variables
    var own: Set<String> = []
    for (targets, assignment) in ofTargets where !Set(targets).isDisjoint(with: recipe.targets) {
      seen.values[assignment.name] = value(assignment, over: seen.values[assignment.name], isAlways: !assignment.isConditional)
      own.insert(assignment.name)
    }
    // What another target sets counts here only when this one is made for it.
    for (targets, assignment) in ofTargets
    where Set(targets).isDisjoint(with: recipe.targets) && isNeeded(recipe.targets, by: targets) {
      seen.values[assignment.name] = value(assignment, over: seen.values[assignment.name], isAlways: false)
      own.insert(assignment.name)
    }
    // What a target does not export, its recipe does not have.
    let environment = environment.filter { !own.contains($0.key) }
      .merging(environment(of: seen.values.filter { own.contains($0.key) }, seen)) { $1 }
    var scripts: [[Letter]] = []
    for line in recipe.lines {
      noteReads(in: line)
      let text = Array(line.drop { $0.byte.isBlank || "@-+".utf8.contains($0.byte) })
      if isOneShell, !scripts.isEmpty {
        scripts[0] += [Letter(UInt8(ascii: "\n"), 0..<0)] + text
      } else {
        scripts.append(text)
      }
    }
    for script in scripts {
      for way in 0..<min(8, seen.ways(script)) {
        run(seen.expanded(script, way: way), environment, sources: seen.exportsAll ? included : [])
      }
    }
  }

  private func environment(of values: [String: MakeVariables.Value], _ seen: MakeVariables) -> [String: ShellVariable] {
    values.filter { $0.value.isExported || seen.exportsAll }.mapValues { value in
      ShellVariable(
        values: value.texts.map { .text(seen.expanded($0)) }, isExported: true, isCertain: value.isCertain,
        settings: value.settings)
    }
  }

  private mutating func run(_ script: [Letter], _ environment: [String: ShellVariable], sources: [String]) {
    // What a variable holds may begin with the marks that `make` takes off a line.
    let letters = Array(script.drop { $0.byte.isBlank || "@-+".utf8.contains($0.byte) })
    var run = ShellRun(DeploymentReading(path: "", bytes: [], kind: nil), variables: environment, sources: sources)
    // The reading goes in and out, so that it is never there twice.
    swap(&run.reading, &reading)
    run.run(letters)
    swap(&run.reading, &reading)
  }

  /// Whether one of these targets is made on the way to one of those.
  private func isNeeded(_ targets: [String], by others: [String]) -> Bool {
    var seen: Set<String> = []
    var waiting = others
    while let next = waiting.popLast() {
      for need in needs[next] ?? [] where seen.insert(need).inserted {
        if targets.contains(need) { return true }
        waiting.append(need)
      }
    }
    return false
  }

  /// `export NAME`: the name goes where its settings go; without any it is what whoever calls `make` has.
  private mutating func noteExported(_ word: ArraySlice<Letter>) {
    guard variables.values[word.text] != nil else { return variables.values[word.text] = ofCaller(word) }
    guard BytewaxVariable.all.contains(word.text), let place = word.place else { return }
    reading.reads.append(VariableRead(name: word.text, place: place, settings: nil))
  }

  /// What whoever calls `make` has, if it has it.
  private mutating func ofCaller(_ word: ArraySlice<Letter>) -> MakeVariables.Value {
    var value = MakeVariables.Value(isCertain: false)
    if BytewaxVariable.all.contains(word.text), let place = word.place {
      value.settings = [reading.setting(word.text, at: place, value: nil)]
    }
    return value
  }

  private mutating func noteReads(in letters: [Letter]) {
    for (name, place) in MakeVariables.names(in: letters) where BytewaxVariable.all.contains(name) {
      reading.reads.append(VariableRead(name: name, place: place, settings: nil))
    }
  }
}

extension Collection<Letter> {
  /// The parts between blanks.
  var words: [SubSequence] { split { $0.byte.isBlank || $0.byte.isNewline } }

  /// Whether it begins with these known bytes.
  func starts(with text: String) -> Bool {
    prefix(text.utf8.count).isKnown && prefix(text.utf8.count).map(\.byte) == Array(text.utf8)
  }
}

extension [Letter] {
  /// What stands before a `#` that nothing escapes.
  var withoutComment: [Letter] {
    var end = count
    for (index, letter) in enumerated() where letter.byte == UInt8(ascii: "#") && letter.kind == .known {
      if index > 0, self[index - 1].byte == UInt8(ascii: "\\") { continue }
      end = index
      break
    }
    while end > 0, self[end - 1].byte.isBlank { end -= 1 }
    return Array(self[..<end])
  }
}
