import ShownText
import SourceFacts

/// The rows of a flow's steps that go over to another id, with what `waxwing recovery import` has to be told of them.
struct RowMoves: Sendable, Equatable {
  /// One step whose rows are looked up under another id from now on.
  struct Move {
    let id: String?
    let newID: String?
    let flow: String?
    let oldSuffix: String
    let newSuffix: String
    let files: RowSteps.Files?
    let from: Era
    let to: Era

    /// The id of the rows before, with what is not known replaced by a word in capitals.
    func oldRow(_ id: String? = nil, flow: String? = nil) -> String {
      (from >= .v0_18 ? "\(flow ?? self.flow ?? "FLOW")." : "") + (id ?? self.id ?? "STEP") + oldSuffix
    }

    /// The id of the rows afterwards.
    func newRow(_ id: String? = nil, flow: String? = nil) -> String {
      (to >= .v0_18 ? "\(flow ?? self.flow ?? "FLOW")." : "") + (id ?? newID ?? self.id ?? "STEP") + newSuffix
    }

    var isNamed: Bool { id != nil && (flow != nil || max(from, to) < .v0_18) }
  }

  /// An old id and the new one.
  struct Pair: Sendable, Equatable {
    let old: String
    let new: String
  }

  private(set) var pairs: [Pair] = []
  /// What `--files` is to be given.
  private(set) var files: [String] = []
  /// Steps of the store that nothing in the flow's text explains.
  private(set) var strangers: [String] = []
  /// Rows that keep their ids, or are lost.
  private let others: Set<String>
  /// Those that no step can use in the form that they have, so that they are better left behind.
  private(set) var lost: Set<String>

  /// With a store's contents only what it has is moved, and ids that are made while the flow is built are found in it.
  init(_ moves: [Move], others: [String], lost: Set<String>, contents: StoreAtHand.Contents?) {
    self.others = Set(others)
    self.lost = contents.map { lost.intersection($0.steps) } ?? lost
    guard let stored = contents?.steps else {
      for move in moves { add(move, move.oldRow(), move.newRow()) }
      return
    }
    let named = moves.filter { $0.isNamed || $0.from < .v0_18 && $0.id != nil }
    for move in named where stored.contains(move.oldRow()) { add(move, move.oldRow(), move.newRow()) }
    let explained = Set(named.map { $0.oldRow() } + others)
    let open = moves.filter { move in !named.contains { $0.oldRow() == move.oldRow() } }
    for row in stored.subtracting(explained).sorted() {
      let fitting = open.compactMap { move in Self.parts(of: row, by: move).map { (move, $0) } }
      // Steps that are written alike go over alike, so it does not matter which of them a row is of.
      if let (move, (id, flow)) = fitting.first,
        fitting.allSatisfy({ $0.0.newRow(id, flow: flow) == move.newRow(id, flow: flow) && $0.0.files == move.files })
      {
        add(move, row, move.newRow(move.id == nil ? id : nil, flow: flow))
      } else {
        strangers.append(row)
      }
    }
  }

  /// Whether rows of another flow in the same store can be carried over by the same command: each id stays one id, and none becomes two.
  func agrees(with other: RowMoves) -> Bool {
    let (mine, theirs) = (
      Dictionary(pairs.map { ($0.old, $0.new) }) { $1 }, Dictionary(other.pairs.map { ($0.old, $0.new) }) { $1 }
    )
    guard lost.isDisjoint(with: other.others.subtracting(other.lost)), other.lost.isDisjoint(with: others.subtracting(lost))
    else { return false }
    return !mine.contains { theirs[$0.key].map { [new = $0.value] in new != $0 } ?? other.others.contains($0.key) }
      && !theirs.keys.contains(where: others.contains) && other.others.isDisjoint(with: mine.values)
      && others.isDisjoint(with: theirs.values)
      && Set(mine.values).isDisjoint(with: theirs.filter { mine[$0.key] == nil }.values)
      && files.allSatisfy { file in other.files.allSatisfy { $0 == file || $0.prefix { $0 != "=" } != file.prefix { $0 != "=" } }
      }
  }

  /// Takes over what another flow in the same store has to move.
  mutating func join(_ other: RowMoves) {
    pairs += other.pairs.filter { !pairs.contains($0) }
    files += other.files.filter { !files.contains($0) }
    lost.formUnion(other.lost)
  }

  /// Leaves out what another flow explains.
  mutating func forgetStrangers(of other: RowMoves) {
    strangers.removeAll { stranger in other.others.contains(stranger) || other.pairs.contains { $0.old == stranger } }
  }

  private mutating func add(_ move: Move, _ old: String, _ new: String) {
    if old != new { pairs.append(Pair(old: old, new: new)) }
    // From 0.18 on a file's positions have the id of its file system in front.
    guard move.from < .v0_18, move.to >= .v0_18 else { return }
    switch move.files {
    case .one: files.append(old)
    case .below(let folder): files.append("\(old)=\(folder ?? "DIRECTORY")")
    case nil: break
    }
  }

  /// The ids of step and flow that a stored row shows, if it can be of a step whose ids the text does not show.
  private static func parts(of row: String, by move: Move) -> (id: String, flow: String?)? {
    // What is not seen cannot be pasted.
    guard row.hasSuffix(move.oldSuffix), row.shown == row else { return nil }
    var id = String(row.dropLast(move.oldSuffix.count))
    var flow = move.flow
    if move.from >= .v0_18 {
      guard let period = id.firstIndex(of: ".") else { return nil }
      let found = String(id[..<period])
      guard flow == nil || flow == found else { return nil }
      flow = found
      id = String(id[id.index(after: period)...])
      // Ids have no periods: what has one is a row of another kind of step.
      guard !id.contains(".") else { return nil }
    }
    return id.isEmpty || move.id.map({ $0 != id }) == true ? nil : (id, flow)
  }

  /// The words in capitals that a command still has, in order.
  func placeholders(in words: [String]) -> [String] {
    let text = words.joined(separator: "\n")
    return ["OLD", "NEW", "COUNT", "FLOW", "STEP", "DIRECTORY"].filter { word in
      text.split(separator: "\n").contains { line in
        line == word || line.hasPrefix("\(word).") || line.contains("=\(word)") || line.contains(".\(word)")
          || line.hasPrefix("\(word)=")
      }
    }
  }
}
