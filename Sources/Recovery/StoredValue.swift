import Foundation
import GRDB

/// What numbers in a store may be. A damaged one that is none of these would end in arithmetic that traps, or in loops without end.
enum StoredRange {
  static let partitionCount = 1...1_000_000
  static let workerCount = 1...1_000_000
  /// Epochs and executions; there is room above for what is added to them.
  static let number = 0...Int.max / 4
}

/// Thrown for a value that cannot have been written where it stands.
struct UnreadableValue: Error {
  let column: String
  let value: String
}

// GRDB's own subscripts trap where a value is not of the type that is asked for, and a damaged file may hold any.
extension Row {
  /// A whole number in a range.
  func integer(_ column: Int, _ name: String, _ range: ClosedRange<Int>) throws -> Int {
    let value = self[column] as (any DatabaseValueConvertible)?
    guard let number = value as? Int64, let number = Int(exactly: number), range.contains(number) else {
      throw UnreadableValue(column: name, value: value.map { "\($0)" } ?? "NULL")
    }
    return number
  }

  /// A text that was selected `AS BLOB`, whole, for read as text it would end at its first NUL; `nil` for NULL.
  func text(_ column: Int, _ name: String) throws -> String? {
    let value = self[column] as (any DatabaseValueConvertible)?
    guard let value else { return nil }
    guard let bytes = value as? Data else { throw UnreadableValue(column: name, value: "\(value)") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same where NULL is never written.
  func wholeText(_ column: Int, _ name: String) throws -> String {
    guard let text = try text(column, name) else { throw UnreadableValue(column: name, value: "NULL") }
    return text
  }
}
