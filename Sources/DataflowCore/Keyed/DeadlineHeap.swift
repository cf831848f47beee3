/// The moments at which slots want to be woken, earliest first; entries that a slot has since outgrown are dropped as they surface.
public struct DeadlineHeap {
  private var entries: [(due: Instant, slot: Int)] = []

  public init() {}

  public var first: (due: Instant, slot: Int)? { entries.first }

  public mutating func insert(_ due: Instant, slot: Int) {
    entries.append((due, slot))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if entries[parent].due <= entries[child].due { return }
      entries.swapAt(parent, child)
      child = parent
    }
  }

  public mutating func popFirst() -> (due: Instant, slot: Int)? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      var parent = 0
      while true {
        var least = parent
        let left = 2 * parent + 1
        if left < entries.count && entries[left].due < entries[least].due { least = left }
        if left + 1 < entries.count && entries[left + 1].due < entries[least].due { least = left + 1 }
        if least == parent { break }
        entries.swapAt(parent, least)
        parent = least
      }
    }
    return first
  }
}
