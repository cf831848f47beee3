/// What a step's results depend on beside the items: how they arrive.
public struct Arrival: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// In which order the items of a key come.
  public static let orderByKey = Arrival(rawValue: 1)
  /// How far the partitions of a source are read ahead of one another.
  public static let pace = Arrival(rawValue: 2)
}

extension Plan {
  /// For each step what is seen of the items it emits, by the steps that read them and all that follow.
  static func seenBelow(_ steps: [Step], portCount: Int) -> [Arrival] {
    var below = Array(repeating: Arrival(), count: steps.count)
    var ofPort = Array(repeating: Arrival(), count: portCount)
    // A step reads ports of steps added before it, so backwards each is met after all that read it.
    for number in steps.indices.reversed() {
      below[number] = steps[number].outputs.reduce(Arrival()) { $0.union(ofPort[$1]) }
      for input in steps[number].inputs { ofPort[input].formUnion(below[number].union(steps[number].sees)) }
    }
    return below
  }
}
