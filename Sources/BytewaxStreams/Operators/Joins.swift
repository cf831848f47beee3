import DataflowCore
import DataflowOperators

extension Stream {
  /// Joins the last value of each side; a key is emitted and forgotten when every side has one.
  @inlinable
  public func join<Value, each Side: Sendable>(
    _ stepID: String, _ others: repeat KeyedStream<each Side>, file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<(Value, repeat each Side)> where Element == (String, Value) {
    let id = newStep(stepID, "join", file, line)
    return then(DataflowOperators.join(id, recovery: id.nested("join"), port.graph, port, repeat (each others).port))
  }

  /// Joins the last value of each side; with `running` what is known of all sides is emitted after every value, and nothing is forgotten.
  @inlinable
  public func join<Value, each Side: Sendable>(
    _ stepID: String, _ others: repeat KeyedStream<each Side>, running: Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<(Value?, repeat (each Side)?)> where Element == (String, Value) {
    let id = newStep(stepID, "join", file, line)
    let recovery = id.nested("join")
    return then(
      DataflowOperators.join(id, recovery: recovery, port.graph, port, repeat (each others).port, running: running))
  }
}

extension StreamOperators {
  /// Joins the last value of each side; a key is emitted and forgotten when every side has one.
  @inlinable
  public static func join<Value: Sendable, each Side: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ others: repeat KeyedStream<each Side>,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<(Value, repeat each Side)> {
    up.join(stepID, repeat each others, file: file, line: line)
  }

  /// Joins the last value of each side; with `running` what is known of all sides is emitted after every value, and nothing is forgotten.
  @inlinable
  public static func join<Value: Sendable, each Side: Sendable>(
    _ stepID: String, _ up: KeyedStream<Value>, _ others: repeat KeyedStream<each Side>, running: Bool,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<(Value?, repeat (each Side)?)> {
    up.join(stepID, repeat each others, running: running, file: file, line: line)
  }

  /// Joins named sides of one value type into dictionaries; with `running` missing sides are absent.
  public static func joinNamed<Value: Sendable>(
    _ stepID: String, _ sides: [String: KeyedStream<Value>], running: Bool = false,
    file: StaticString = #filePath, line: UInt = #line
  ) -> KeyedStream<[String: Value]> {
    guard let first = sides.values.first else {
      preconditionFailure("a join needs sides; '\(stepID)' at \(file):\(line) was given none")
    }
    let id = first.newStep(stepID, "joinNamed", file, line)
    return first.then(
      DataflowOperators.joinNamed(id, recovery: id.nested("join"), first.port.graph, sides.mapValues(\.port), running: running))
  }
}
