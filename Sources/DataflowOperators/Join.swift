import DataflowCore

/// One value of one side of a join: the other sides are `nil`.
public struct JoinRow<each Side: Sendable>: Sendable {
  @usableFromInline var sides: (repeat (each Side)?)
  /// Which side the latest value is of.
  @usableFromInline var side: Int

  @inlinable
  init(_ sides: repeat (each Side)?, side: Int) {
    self.sides = (repeat each sides)
    self.side = side
  }

  /// The row with `newer`'s value in place of its own wherever `newer` has one.
  @inlinable
  func updated(by newer: JoinRow) -> JoinRow {
    JoinRow(repeat (each newer.sides) ?? (each sides), side: newer.side)
  }

  /// All values, if every side has one.
  @inlinable
  var complete: (repeat each Side)? {
    func value<Value>(_ side: Value?) throws -> Value {
      guard let side else { throw SideMissing() }
      return side
    }
    return try? (repeat value(each sides))
  }
}

extension JoinRow: Encodable where repeat each Side: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(side)
    repeat try container.encode(each sides)
  }
}

extension JoinRow: Decodable where repeat each Side: Decodable {
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let side = try container.decode(Int.self)
    self.init(repeat try container.decode(Optional<each Side>.self), side: side)
  }
}

@usableFromInline
struct SideMissing: Error {
  @usableFromInline init() {}
}

/// Merges streams of different value types into one stream of rows.
@inlinable
public func joinRows<each Side: Sendable>(
  _ id: StepID, _ graph: Graph, _ sides: repeat Port<(String, each Side)>
) -> Port<(String, JoinRow<repeat each Side>)> {
  var rows: [Port<(String, JoinRow<repeat each Side>)>] = []
  var position = 0
  func row<Value: Sendable>(_ side: Port<(String, Value)>) {
    let own = position
    position += 1
    rows.append(
      side.mapValue(id.nested("side_\(own)")) { value in
        var current = 0
        func cell<Cell: Sendable>(_ type: Cell.Type) -> Cell? {
          defer { current += 1 }
          // Only the side's own column is of its own position, and that column is of its type.
          return current == own ? value as? Cell : nil
        }
        return JoinRow(repeat cell((each Side).self), side: own)
      })
  }
  repeat row(each sides)
  return Port.merge(id.nested("merge"), graph, rows)
}

/// Joins the last value of each side; emits and forgets the key when every side has one.
@inlinable
public func join<each Side: Sendable>(
  _ id: StepID, recovery: StepID, _ graph: Graph, _ sides: repeat Port<(String, each Side)>
) -> Port<(String, (repeat each Side))> {
  joinRows(id, graph, repeat each sides).statefulFlatMap(recovery) {
    (state: JoinRow<repeat each Side>?, value: JoinRow<repeat each Side>) -> (JoinRow<repeat each Side>?, [(repeat each Side)]) in
    let row = state?.updated(by: value) ?? value
    guard let complete = row.complete else { return (row, []) }
    return (nil, [complete])
  }
}

/// As `join`, with sides that may be missing: with `running` what is known is emitted after every value and nothing is forgotten.
@inlinable
public func join<each Side: Sendable>(
  _ id: StepID, recovery: StepID, _ graph: Graph, _ sides: repeat Port<(String, each Side)>, running: Bool
) -> Port<(String, (repeat (each Side)?))> {
  joinRows(id, graph, repeat each sides).statefulFlatMap(recovery) {
    (state: JoinRow<repeat each Side>?, value: JoinRow<repeat each Side>) -> (JoinRow<repeat each Side>?, [(repeat (each Side)?)]) in
    let row = state?.updated(by: value) ?? value
    if running { return (row, [row.sides]) }
    return row.complete == nil ? (row, []) : (nil, [row.sides])
  }
}

/// One value of a side known by name.
public struct NamedValue<Value: Sendable>: Sendable {
  public let name: String
  public let value: Value

  @inlinable
  init(name: String, value: Value) {
    self.name = name
    self.value = value
  }
}

/// Merges named streams of one value type into one stream of named values.
@inlinable
public func namedRows<Value>(
  _ id: StepID, _ graph: Graph, _ sides: [String: Port<(String, Value)>]
) -> Port<(String, NamedValue<Value>)> {
  let rows = sides.sorted { bytesPrecede($0.key, $1.key) }.map { name, side in
    side.mapValue(id.nested("side_\(name)")) { NamedValue(name: name, value: $0) }
  }
  return Port.merge(id.nested("merge"), graph, rows)
}

/// Joins sides by name: as `join`, or as `runningJoin` with missing sides absent.
@inlinable
public func joinNamed<Value>(
  _ id: StepID, recovery: StepID, _ graph: Graph, _ sides: [String: Port<(String, Value)>], running: Bool
) -> Port<(String, [String: Value])> {
  let count = sides.count
  return namedRows(id, graph, sides).statefulFlatMap(recovery) { (state: [String: Value]?, side) in
    var known = state ?? [:]
    known[side.name] = side.value
    if running { return (known, [known]) }
    return known.count == count ? (nil, [known]) : (known, [])
  }
}
