import SourceFacts
import SwiftSyntax

/// Chooses step ids and the names of streams: from what the step does, unique, and the same whatever else the file holds.
struct StepName {
  /// The identifiers of the file.
  private let taken: Set<String>
  private var ids: StepIDs
  /// The names given to streams, with what was wanted and the number behind it.
  private var given: [String: (wanted: String, number: Int)] = [:]
  /// The lowest number that a name may still get.
  private var numbers: [String: Int] = [:]

  /// `taken` are the identifiers of the file, `kept` the ids that stay as they are written.
  init(avoiding taken: Set<String>, keeping kept: Set<String> = []) {
    self.taken = taken
    ids = StepIDs(keeping: kept)
  }

  /// A step id that no other step has: `wanted`, or with a number behind it. `isStem` says that the id goes on with something that is only
  /// known when the flow runs.
  mutating func id(_ wanted: String, isStem: Bool = false) -> String { ids.make(wanted, isStem: isStem) }

  /// Says that a step has the id that is written.
  mutating func give(_ id: String) { ids.give(id) }

  /// Begins a flow or a function whose ids need only differ from one another, or from all that were given.
  mutating func beginIDs(avoidingAll: Bool) { ids.begin(avoidingAll: avoidingAll) }

  /// How many ids were given.
  var mark: Int { ids.mark }

  /// Takes back the ids given since a mark: of several bodies only one runs, so that they may use the same ids.
  mutating func takeBack(to mark: Int) -> [String] { ids.takeBack(to: mark) }

  /// Begins a new function, in which the names given so far may be given again.
  mutating func enterFunction() { (given, numbers) = ([:], [:]) }

  /// A name for the stream that the step `id` gives: the id itself, or with `Stream` behind it where the file has that name.
  mutating func variable(_ id: String) -> String {
    let plain = Self.camelCase(id)
    let isFree = !taken.contains(plain) && !Self.keywords.contains(plain)
    let wanted = isFree || plain == "stream" ? plain : plain + "Stream"
    var number = numbers[wanted, default: 1]
    var name = number == 1 ? wanted : "\(wanted)\(number)"
    while taken.contains(name) || given[name] != nil {
      number += 1
      name = "\(wanted)\(number)"
    }
    numbers[wanted] = number + 1
    given[name] = (wanted, number)
    return name
  }

  /// Says that a name's scope has ended, so that it may be given again.
  mutating func release(_ name: String) {
    guard let (wanted, number) = given.removeValue(forKey: name) else { return }
    numbers[wanted] = min(numbers[wanted, default: 1], number)
  }

  /// What a step without an id is called: after its callback's name, or after the operator and what the closure takes.
  static func wanted(for call: CallFact) -> String {
    let operation = snakeCase(call.name)
    guard let callback = call.callback else { return operation }
    if let closure = callback.closure {
      let position = ["inspectEpoch", "inspectWorker"].contains(call.name) ? 1 : 0
      let name = closure.parameters.dropFirst(position).first?.name.identifierText ?? "_"
      return name == "_" || position == 1 || name.count < 2 ? operation : "\(operation)_\(snakeCase(name))"
    }
    let text = callback.text.prefix { $0 != "(" }
    let last = text.split { $0 == "." || $0 == "\\" }.last.map(String.init) ?? ""
    let isName = !last.isEmpty && last.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    let name = isName ? snakeCase(last) : ""
    return name.isEmpty || name == "self" || name == "init" ? operation : name
  }

  /// `initialCount` to `initial_count`; anything that is no letter or digit parts words too.
  static func snakeCase(_ text: String) -> String {
    var words = ""
    let characters = Array(text)
    for (position, character) in characters.enumerated() {
      guard character.isLetter || character.isNumber else {
        if !words.hasSuffix("_"), !words.isEmpty { words.append("_") }
        continue
      }
      let before = position > 0 ? characters[position - 1] : "_"
      let after = position + 1 < characters.count ? characters[position + 1] : "_"
      let startsWord =
        character.isUppercase && (before.isLowercase || before.isNumber || (before.isUppercase && after.isLowercase))
      if startsWord, !words.isEmpty, !words.hasSuffix("_") { words.append("_") }
      words += character.lowercased()
    }
    return words.hasSuffix("_") ? String(words.dropLast()) : words
  }

  /// `initial_count` to `initialCount`.
  static func camelCase(_ id: String) -> String {
    let words = snakeCase(id).split(separator: "_")
    let name = words.enumerated().map {
      $0.offset == 0 ? String($0.element) : $0.element.prefix(1).uppercased() + $0.element.dropFirst()
    }.joined()
    return name.first?.isNumber != false ? "stream" + name : name
  }

  private static let keywords: Set<String> = [
    "in", "for", "if", "else", "switch", "case", "default", "let", "var", "func", "class", "struct", "enum", "return", "while",
    "repeat", "do", "try", "catch", "throw", "guard", "where", "is", "as", "import", "init", "self", "super", "true", "false",
    "nil", "operator", "protocol", "extension", "break", "continue", "defer", "subscript", "static", "public", "private",
    "internal", "inout", "any", "some", "op", "wop", "kop",
  ]
}
