/// What changes one value of a dictionary and leaves the others as they are; for `map` over records.
///
///     let named = op.map("name", rows, mapDictValue("name") { $0.uppercased() })
///
/// A dictionary without `key` stops the flow.
public func mapDictValue<Key: Hashable & Sendable, Value: Sendable>(
  _ key: Key, _ mapper: @escaping @Sendable (Value) throws -> Value
) -> @Sendable ([Key: Value]) throws -> [Key: Value] {
  { dictionary in
    guard let value = dictionary[key] else { throw MissingKey(key: "\(key)") }
    var changed = dictionary
    changed[key] = try mapper(value)
    return changed
  }
}

/// Thrown when a dictionary does not have the key whose value is to be changed.
struct MissingKey: Error, CustomStringConvertible {
  let key: String
  var description: String { "an item has no key '\(key)'; keep such items away with op.filter" }
}
