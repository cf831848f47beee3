import Rewriting

/// A place that gives one of Bytewax's variables a value.
struct Setting: Sendable, Equatable {
  let name: String
  /// Where its name stands.
  let place: Range<Int>
  /// Nil when it is not known.
  let value: String?
}

/// A place that reads one of Bytewax's variables, and the settings that it may read.
struct VariableRead: Sendable, Equatable {
  let name: String
  let place: Range<Int>
  /// Nil when any setting of the file may be meant.
  let settings: [Int]?
}

/// What a command sees of one variable.
struct Binding: Sendable, Equatable {
  /// The settings of the file that may have given it.
  var settings: [Int]
  /// Whether it is set whatever happens.
  var isCertain: Bool
  /// Nil when it is not known.
  var value: String?
}

/// The variables that a command sees, as far as its file tells.
struct EnvironmentView: Sendable, Equatable {
  var bindings: [String: Binding] = [:]
  /// Files, or maps of a cluster, that give further ones.
  var sources: [String] = []
  /// Whether it is a container's, whose image may give it more.
  var isOfContainer = false

  /// The same, where it is not known whether it counts.
  var uncertain: EnvironmentView {
    var view = self
    for name in bindings.keys {
      view.bindings[name]?.isCertain = false
      view.bindings[name]?.value = nil
    }
    return view
  }
}

/// A command as it is started once; one with several starts is started in several ways.
struct CommandStart: Sendable, Equatable {
  var words: [CommandWord]
  var environment: EnvironmentView
  /// Whether it is text that some other program may run, as in a here-document.
  var isDocument = false
}

/// What one file says about commands and the variables they see.
package struct DeploymentReading: Sendable {
  package let path: String
  let bytes: [UInt8]
  let kind: DeploymentKind?
  var starts: [CommandStart] = []
  var settings: [Setting] = []
  var reads: [VariableRead] = []
  /// Values that look like words of a command, of which nothing says who gets them.
  var loose: [[CommandWord]] = []
  /// What the settings of named maps are, such as a ConfigMap's.
  var maps: [String: [Int]] = [:]
  /// What a service's own file or one beside it gives to its commands.
  var ofUnit: [String: Binding] = [:]
  /// What a file of variables sets.
  var ofFile: [String: Int] = [:]
  /// Places that name an entry of such a map.
  var keyReads: [VariableRead] = []
  /// Where text stands that could not be found again in the file as it is read.
  var unread: [Int] = []
  /// Text for people, which nothing runs.
  var prose: [Range<Int>] = []
  /// What the stages of an image give to the containers made of it; the last stage has no name as well.
  var ofImage: [String: [String: Binding]] = [:]
  /// What a template puts into it.
  let mask: TemplateMask
  /// Why it cannot be judged.
  var problem: String?
  /// What becomes of the file when it is not read for commands.
  var outcome: FileOutcome?
  private var known: [Int: Int] = [:]
  /// How much text its variables were given so far.
  private var held = 0
  /// Settings of one variable, one after the other, which have to be called the same; each leads to an earlier one.
  private var tied: [Int: Int] = [:]

  package init(path: String, bytes: [UInt8], kind: DeploymentKind?, outcome: FileOutcome? = nil) {
    self.path = path
    self.bytes = bytes
    self.kind = kind
    self.outcome = outcome
    mask = TemplateMask(bytes)
  }

  /// Whether a variable may be given so much text; variables that double one another would hold more than there is room for.
  mutating func mayHold(_ count: Int) -> Bool {
    held += count
    guard held > 1 << 20 + 2 * bytes.count else { return true }
    problem = "its variables hold too much text"
    return false
  }

  /// Notes that a setting takes the place of others.
  mutating func tie(_ number: Int, to others: [Int]) {
    for other in others {
      let (one, two) = (first(of: number), first(of: other))
      if one != two { tied[max(one, two)] = min(one, two) }
      // The way to the first stays short.
      tied[number] = number == min(one, two) ? nil : min(one, two)
    }
  }

  /// The first of the settings that have to be called the same as this one; what is decided for it counts for all of them.
  func first(of number: Int) -> Int {
    var first = number
    while let earlier = tied[first] { first = earlier }
    return first
  }

  /// The number of the setting whose name stands at a place; each place is one, however often it is read.
  mutating func setting(_ name: String, at place: Range<Int>, value: String?) -> Int {
    if let number = known[place.lowerBound] {
      if settings[number].value != value { settings[number] = Setting(name: name, place: place, value: nil) }
      return number
    }
    known[place.lowerBound] = settings.count
    settings.append(Setting(name: name, place: place, value: value))
    return settings.count - 1
  }
}
