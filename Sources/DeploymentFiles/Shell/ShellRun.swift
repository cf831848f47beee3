/// Goes through a script as a shell would, and notes each command with what it sees.
struct ShellRun {
  var reading: DeploymentReading
  var variables: [String: ShellVariable]
  /// Files whose variables are taken over, as by `source`.
  var sources: [String]
  /// The letters that words are ranges of.
  var text: [Letter] = []
  /// Whether the text may be run by something else, and is only told of.
  var isDocument = false
  var exportsAll = false
  /// Whether it runs in a container, which may have more variables than are seen here.
  var isOfContainer = false
  /// What changed, with what was there before, so that a subshell's changes can be taken back.
  var changes: [(name: String, before: ShellVariable?)] = []
  var functions: [String: ShellFunction] = [:]
  var functionOrder: [String] = []
  /// What stands for a word at the beginning of a command.
  var aliases: [String: [Letter]] = [:]
  private var calls = 0
  private var steps = 0

  /// A function's body, and the letters that its words are ranges of.
  struct ShellFunction {
    let body: ShellNode
    let text: [Letter]
    let isDocument: Bool
    var isCalled = false
  }

  /// Functions that call one another further than this are not followed.
  private static let deepestCalls = 12
  private static let mostSteps = 200_000

  init(_ reading: DeploymentReading, variables: [String: ShellVariable] = [:], sources: [String] = []) {
    self.reading = reading
    self.variables = variables
    self.sources = sources
  }

  /// Reads a text and goes through it, with the functions that it never calls at the end.
  mutating func run(_ letters: [Letter], depth: Int = 0) {
    var parser = ShellParser(letters, depth: depth)
    let outer = text
    text = letters
    // One command after the other, so that a long script's are never there all at once.
    while let node = parser.next() {
      // A command that is not closed would end somewhere else once something is put in.
      let before = isDocument
      isDocument = isDocument || parser.isUnfinished
      walk(node)
      isDocument = before
    }
    if parser.isTooDeep { reading.problem = "it is nested more than \(ShellParser.deepest) levels deep" }
    if depth == 0 {
      for name in functionOrder where functions[name]?.isCalled == false { isolated { $0.call(name) } }
    }
    for document in parser.documents where !document.isEmpty { read(document: Array(letters[document])) }
    text = outer
  }

  /// Text that some other program gets is looked at for what may start flows, and never changed.
  private mutating func read(document: [Letter]) {
    guard !isDocument else { return }
    isolated { run in
      run.isDocument = true
      run.run(document, depth: 1)
      run.isDocument = false
    }
  }

  mutating func walk(_ node: ShellNode) {
    switch node {
    case .command(let command): perform(command)
    case .sequence(let nodes): for node in nodes { walk(node) }
    case .chain(let first, let links): walk(chain: first, links)
    case .pipeline(let nodes): for node in nodes { isolated { $0.walk(node) } }
    case .subshell(let inner): isolated { $0.walk(inner) }
    case .text(let letters, let inner):
      let outer = text
      text = letters
      walk(inner)
      text = outer
    case .choice(let branches, let isExhaustive): walk(choice: branches, isExhaustive)
    case .loop(let body):
      let mark = changes.count
      let firstStart = reading.starts.count
      walk(body)
      let ends = changed(since: mark).reduce(into: [:]) { $0[$1] = .some(variables[$1]) }
      weaken(since: mark)
      // The second time round, a command sees what stands behind it.
      for number in firstStart..<reading.starts.count { reading.starts[number].environment.weaken(by: ends) }
    case .function(let name, let body):
      if functions[name] == nil { functionOrder.append(name) }
      functions[name] = ShellFunction(body: body, text: text, isDocument: isDocument)
    }
  }

  private mutating func walk(chain first: ShellNode, _ links: [(isAnd: Bool, node: ShellNode)]) {
    walk(first)
    var isReliable = first.rarelyFails
    let mark = changes.count
    var isWeak = false
    for link in links {
      let before = changes.count
      walk(link.node)
      if !link.isAnd { weaken(since: before) } else if !isReliable { isWeak = true }
      isReliable = isReliable && link.node.rarelyFails
    }
    // What follows `&&` sees all that stands before it; what follows the whole may not.
    if isWeak { weaken(since: mark) }
  }

  private mutating func walk(choice branches: [ShellNode], _ isExhaustive: Bool) {
    let mark = changes.count
    var ways: [[String: ShellVariable?]] = []
    for branch in branches {
      walk(branch)
      ways.append(changed(since: mark).reduce(into: [:]) { $0[$1] = .some(variables[$1]) })
      takeBack(to: mark)
    }
    for name in Set(ways.flatMap(\.keys)).sorted() {
      let before = variables[name]
      let met = ways.map { way in way[name] ?? before } + (isExhaustive ? [] : [before])
      set(name, ShellVariable.meeting(met))
    }
  }

  /// Does something whose changes do not stay.
  mutating func isolated(_ body: (inout ShellRun) -> Void) {
    let mark = changes.count
    let (before, all) = (sources, exportsAll)
    body(&self)
    takeBack(to: mark)
    sources = before
    exportsAll = all
  }

  mutating func set(_ name: String, _ variable: ShellVariable?) {
    changes.append((name, variables[name]))
    variables[name] = variable
  }

  mutating func takeBack(to mark: Int) {
    while changes.count > mark {
      let change = changes.removeLast()
      variables[change.name] = change.before
    }
  }

  private func changed(since mark: Int) -> Set<String> { Set(changes[mark...].map(\.name)) }

  /// What changed may not have, from now on.
  private mutating func weaken(since mark: Int) {
    var before: [String: ShellVariable?] = [:]
    for change in changes[mark...].reversed() { before[change.name] = .some(change.before) }
    for (name, old) in before.sorted(by: { $0.key < $1.key }) { set(name, ShellVariable.meeting([old, variables[name]])) }
  }

  /// Runs a function's body where it is called.
  mutating func call(_ name: String) {
    guard let function = functions[name], calls < Self.deepestCalls, mayGoOn() else { return }
    functions[name]?.isCalled = true
    calls += 1
    let (outer, before) = (text, isDocument)
    text = function.text
    isDocument = isDocument || function.isDocument
    walk(function.body)
    (text, isDocument) = (outer, before)
    calls -= 1
  }

  /// Whether there is any sense in going on; scripts that call themselves without an end are given up.
  mutating func mayGoOn() -> Bool {
    steps += 1
    guard steps > Self.mostSteps else { return true }
    reading.problem = "its functions call one another too often"
    return false
  }

  private mutating func perform(_ command: ShellCommand) {
    guard mayGoOn() else { return }
    look(into: command.words)
    perform(words: command.words)
  }

  mutating func look(into words: [ShellWord]) {
    for word in words { look(into: word) }
  }

  /// Runs the commands inside a word, and notes the variables it reads.
  private mutating func look(into word: ShellWord) {
    for element in word.elements ?? [] { look(into: element) }
    for piece in word.pieces { look(into: piece) }
  }

  private mutating func look(into piece: ShellPiece) {
    switch piece {
    case .script(let node, _): isolated { $0.walk(node) }
    case .parameter(let parameter):
      if BytewaxVariable.all.contains(parameter.name), parameter.place.count == parameter.name.utf8.count, !isDocument {
        reading.reads.append(
          VariableRead(name: parameter.name, place: parameter.place, settings: variables[parameter.name]?.settings ?? []))
      }
      for piece in parameter.rest { look(into: piece) }
    case .letters, .unknown: break
    }
  }
}

extension ShellNode {
  /// Whether it is a command that is not there to be asked, such as `cd folder`.
  fileprivate var rarelyFails: Bool {
    guard case .command(let command) = self, let first = command.words.first else { return false }
    let name = first.literal?.text ?? ""
    return ["cd", "mkdir", "pushd", "export", "set", "true", ":", "echo", "umask", "ulimit", "source", ".", "cp"].contains(name)
      || first.beginning.contains { $0.byte == UInt8(ascii: "=") }
  }
}

extension EnvironmentView {
  /// What a command in a loop sees, when the loop's end is taken into account.
  fileprivate mutating func weaken(by ends: [String: ShellVariable?]) {
    for (name, end) in ends where BytewaxVariable.all.contains(name) {
      let seen = bindings[name]
      let last = end.flatMap { $0.isExported ? $0 : nil }
      guard seen?.settings ?? [] != last?.settings ?? [] else { continue }
      let settings = (seen?.settings ?? []) + (last?.settings ?? []).filter { !(seen?.settings.contains($0) ?? false) }
      bindings[name] = Binding(settings: settings, isCertain: seen?.isCertain ?? false && last?.isCertain ?? false, value: nil)
    }
  }
}
