import SourceFacts
import TestSupport

/// A flow's file in the making.
struct FlowDraft {
  let era: Era
  let workers: Int
  let domain: Domain
  var random: SeededRandom
  /// Whether items come in one order and meet one worker, so that what counts calls is the same in every run.
  var isOrdered: Bool
  /// Whether more than the lines' number and content is the same in every run.
  var isExact: Bool
  /// Whether items of different keys come in any order, so that they must not get keys in common any more.
  var isSpread = false

  var types: [String] = []
  var functions: [String] = []
  var values: [String] = []
  var features: Set<FlowFeature> = []
  var silent: [SilentPlace] = []
  /// Files that the flow reads, by name.
  var files: [String: String] = [:]
  var scope = FlowScope()
  /// The steps that must find their state again under their own id.
  var stateIDs: [String] = []
  /// Those whose names come from callers or loops.
  var callerIDs: [String] = []
  var usesEvent = false

  private var taken: Set<String> = ["flow", "op", "wop", "up", "stream", "entry", "item", "line", "number", "values"]
  private var given: Set<String> = []

  init(era: Era, workers: Int, domain: Domain, random: SeededRandom) {
    (self.era, self.workers, self.domain, self.random) = (era, workers, domain, random)
    isOrdered = workers == 1
    isExact = workers == 1
  }

  var isFluent: Bool { era < .v0_18 }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func pick<Element>(_ list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &random)] }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  /// A name that the file has not used: the wanted one, or with a number behind it.
  mutating func unique(_ wanted: String) -> String {
    var (name, number) = (wanted, 2)
    while !taken.insert(name).inserted { (name, number) = ("\(wanted)\(number)", number + 1) }
    return name
  }

  /// A step id that the flow has not used.
  mutating func id(_ wanted: String) -> String {
    var (name, number) = (wanted, 2)
    while !given.insert(name).inserted { (name, number) = ("\(wanted)_\(number)", number + 1) }
    return name
  }

  /// The name of the file's own type, which is declared where something uses it.
  mutating func eventType() -> String {
    usesEvent = true
    return domain.type
  }

  mutating func type(of kind: Kind) -> String {
    if kind.holdsEvent { usesEvent = true }
    return kind.type(in: domain)
  }
}

extension Kind {
  var holdsEvent: Bool {
    switch self {
    case .event: true
    case .text, .number: false
    case .list(let inner), .pair(let inner), .windowed(let inner): inner.holdsEvent
    }
  }
}

/// Where steps are being written: at the top level, in a function, in a method.
struct FlowScope {
  /// What the steps of 0.16 and 0.17 are methods of.
  var receiver = "flow."
  /// The stream that the next step reads, since 0.18.
  var up = ""
  var lines: [String] = []
  /// What a helper takes beside the flow, and what it is given.
  var parameters: [(name: String, type: String, argument: String)] = []
  var isHelper = false
  /// Whether steps stand among the file's own statements.
  var isTopLevel = true

  /// The lines, moved in.
  func indented(_ depth: Int) -> String {
    let space = String(repeating: "  ", count: depth)
    return lines.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : space + $0 }.joined(separator: "\n")
  }
}
