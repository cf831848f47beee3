/// The step ids given so far, in the flow or function being written and in all.
///
/// Each question is answered in about the same time however many ids there are.
struct StepIDs {
  /// An id wanted, and whether it goes on with something that is only known when the flow runs.
  private struct Wanted: Hashable {
    let id: String
    let isStem: Bool
  }

  /// The ids that stay as they are written, and the same in the order of their bytes.
  private let kept: Set<String>
  private let keptInOrder: [String]
  /// The ids given in any flow, each with how many there were before it.
  private var all: [String: Int] = [:]
  /// How many of them count here.
  private var seen = 0
  /// The ids given here.
  private var own: Set<String> = []
  /// The same in order, each with what was wanted and the number that was the lowest free one before.
  private var given: [(id: String, wanted: Wanted?, lowest: Int)] = []
  /// The lowest number an id may still get, here and where all ids count.
  private var lowest: [Wanted: Int] = [:]
  private var lowestInAll: [Wanted: Int] = [:]

  init(keeping kept: Set<String>) {
    self.kept = kept
    keptInOrder = kept.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// `id`, or with a number behind it where it is taken.
  mutating func make(_ id: String, isStem: Bool) -> String {
    let wanted = Wanted(id: id, isStem: isStem)
    let before = lowest[wanted, default: 1]
    var number = max(before, seen > 0 ? lowestInAll[wanted, default: 1] : 1)
    var name = number == 1 ? id : "\(id)_\(number)"
    while isTaken(name) || kept.contains(name) || isStem && begins(name + "_") {
      number += 1
      name = "\(id)_\(number)"
    }
    lowest[wanted] = number + 1
    give(name, wanted, before)
    return name
  }

  /// Says that a step has an id, and whether none had it here.
  @discardableResult
  mutating func give(_ id: String) -> Bool { give(id, nil, 0) }

  @discardableResult
  private mutating func give(_ id: String, _ wanted: Wanted?, _ before: Int) -> Bool {
    guard own.insert(id).inserted else { return false }
    given.append((id, wanted, before))
    if all[id] == nil { all[id] = all.count }
    return true
  }

  /// Begins a flow or a function whose ids need only differ from one another, or from all that were given.
  mutating func begin(avoidingAll: Bool) {
    lowestInAll.merge(lowest) { max($0, $1) }
    (own, given, lowest) = ([], [], [:])
    seen = avoidingAll ? all.count : 0
  }

  var mark: Int { given.count }

  /// Takes back what was given since a mark, so that it may be given again.
  mutating func takeBack(to mark: Int) -> [String] {
    let taken = given[mark...]
    for entry in taken.reversed() {
      own.remove(entry.id)
      if let wanted = entry.wanted { lowest[wanted] = entry.lowest }
    }
    given.removeSubrange(mark...)
    return taken.map(\.id)
  }

  private func isTaken(_ id: String) -> Bool { own.contains(id) || all[id].map { $0 < seen } == true }

  /// Whether an id that stays begins like this.
  private func begins(_ start: String) -> Bool {
    let place = keptInOrder.firstPlace { !$0.utf8.lexicographicallyPrecedes(start.utf8) }
    return place < keptInOrder.count && keptInOrder[place].utf8.starts(with: start.utf8)
  }
}
