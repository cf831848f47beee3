// The two loops that nearly all items of all flows go through. They write into memory of a known size; the standard library's own check
// the capacity at every element, which is half of their time in the smallest loops. What makes the raw memory sound: each element is
// initialised once, in order, and the count says after each how many there are, so that an error leaves none behind.

extension Collection {
  /// What `mapper` makes of each element.
  @inlinable @inline(__always)
  func eachMapped<Out>(_ mapper: (Element) throws -> Out) rethrows -> [Out] {
    try [Out](unsafeUninitializedCapacity: count) { memory, made in
      guard let start = memory.baseAddress else { return }
      for element in self {
        (start + made).initialize(to: try mapper(element))
        made &+= 1
      }
    }
  }
}

extension Array {
  /// The elements for which `predicate` holds.
  @inlinable @inline(__always)
  func eachKept(_ predicate: (Element) throws -> Bool) rethrows -> [Element] {
    try [Element](unsafeUninitializedCapacity: count) { memory, kept in
      guard let start = memory.baseAddress else { return }
      for element in self where try predicate(element) {
        (start + kept).initialize(to: element)
        kept &+= 1
      }
    }
  }
}
