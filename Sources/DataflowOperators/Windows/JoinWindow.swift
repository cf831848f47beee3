import DataflowCore
import Windowing

/// Keeps the last value of each side of a window.
@frozen
public struct LastOfEachSide<each Side: Sendable>: MergeableWindowFold {
  @inlinable
  init() {}

  @inlinable
  public func begin(_ row: JoinRow<repeat each Side>, at time: Instant) -> JoinRow<repeat each Side> { row }

  @inlinable
  public func fold(_ row: JoinRow<repeat each Side>, at time: Instant, into known: inout JoinRow<repeat each Side>) {
    known = known.updated(by: row)
  }

  @inlinable
  public func merge(_ later: consuming JoinRow<repeat each Side>, into earlier: inout JoinRow<repeat each Side>) {
    earlier = earlier.updated(by: later)
  }

  @inlinable
  public func finish(_ known: consuming JoinRow<repeat each Side>) -> [(repeat (each Side)?)] { [known.sides] }
}

/// Keeps all values of a window and pairs every one of each side with every one of the others.
@frozen
public struct ProductOfSides<each Side: Sendable>: MergeableWindowFold {
  @inlinable
  init() {}

  @inlinable
  public func begin(_ row: JoinRow<repeat each Side>, at time: Instant) -> [JoinRow<repeat each Side>] { [row] }

  @inlinable
  public func fold(_ row: JoinRow<repeat each Side>, at time: Instant, into rows: inout [JoinRow<repeat each Side>]) {
    rows.append(row)
  }

  @inlinable
  public func merge(_ later: consuming [JoinRow<repeat each Side>], into earlier: inout [JoinRow<repeat each Side>]) {
    earlier += later
  }

  @inlinable
  public func finish(_ rows: consuming [JoinRow<repeat each Side>]) -> [(repeat (each Side)?)] {
    // No key paths here: those into types with parameter packs crash at run time (Swift 6.3).
    let bySide = Dictionary(grouping: rows) { $0.side }.sorted { $0.key < $1.key }.map { $0.value }
    guard var products = bySide.first else { return [] }
    for side in bySide.dropFirst() {
      products = products.flatMap { product in side.map { product.updated(by: $0) } }
    }
    return products.map { $0.sides }
  }
}

/// Joins the values of each key and window: the last of each side, or with `product` every combination; missing sides are `nil`.
@inlinable
public func joinWindow<each Side: Sendable>(
  _ id: StepID, recovery: StepID, _ clock: AnyClock<JoinRow<repeat each Side>>, _ windows: some WindowConfig, _ graph: Graph,
  _ sides: repeat Port<(String, each Side)>, product: Bool
) -> Port<(String, (WindowMetadata, (repeat (each Side)?)))> {
  let rows = joinRows(id, graph, repeat each sides)
  let lists = WindowStep<JoinRow<repeat each Side>, [(repeat (each Side)?)]>(recovery, rows, clock).adding { step in
    product
      ? try windows.accept(step, folding: ProductOfSides<repeat each Side>())
      : try windows.accept(step, folding: LastOfEachSide<repeat each Side>())
  }
  return lists.flatMap(id.nested("flatten")) { item -> [(String, (WindowMetadata, (repeat (each Side)?)))] in
    item.1.1.map { (item.0, (item.1.0, $0)) }
  }
}

/// Joins named sides of one value type in each window; missing sides are absent.
@inlinable
public func joinWindowNamed<Value: Sendable>(
  _ id: StepID, recovery: StepID, _ clock: AnyClock<NamedValue<Value>>, _ windows: some WindowConfig, _ graph: Graph,
  _ sides: [String: Port<(String, Value)>], product: Bool
) -> Port<(String, (WindowMetadata, [String: Value]))> {
  let lists = namedRows(id, graph, sides).collectWindow(recovery, clock, windows)
  return lists.flatMap(id.nested("join")) { item -> [(String, (WindowMetadata, [String: Value]))] in
    var results: [[String: Value]] = [[:]]
    for (name, values) in Dictionary(grouping: item.1.1, by: \.name).sorted(by: { bytesPrecede($0.key, $1.key) }) {
      let candidates = product ? values : Array(values.suffix(1))
      results = results.flatMap { result in candidates.map { result.merging([name: $0.value]) { $1 } } }
    }
    return results.map { (item.0, (item.1.0, $0)) }
  }
}

extension JoinRow {
  /// The row's value, if it is of the type a clock's closure takes.
  @inlinable
  public func value<Value>(as type: Value.Type) throws -> Value {
    var found: Value?
    func look<Cell>(_ cell: Cell?) {
      if found == nil, let cell { found = cell as? Value }
    }
    repeat look(each sides)
    guard let found else { throw WrongSide(type: "\(Value.self)") }
    return found
  }
}

/// Thrown when a side's value is not of the type the clock's closure takes.
public struct WrongSide: Error, CustomStringConvertible {
  public let type: String
  @inlinable
  public init(type: String) { self.type = type }
  public var description: String {
    "the event clock takes \(type), but a side of the join has another type; give all sides one type, or let the clock's closure take any Sendable"
  }
}
