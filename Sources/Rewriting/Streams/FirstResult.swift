extension Sequence {
  /// What the first element gives of those that give something, each asked once at most.
  ///
  /// `lazy.compactMap { … }.first` asks that element twice, which doubles the time with each level of a recursion.
  func firstResult<Result>(_ body: (Element) throws -> Result?) rethrows -> Result? {
    for element in self {
      if let result = try body(element) { return result }
    }
    return nil
  }
}
