/// A number that a node counts up and that is summed over workers when the flow has ended.
public final class Count {
  // One thread counts, and nothing is called while it does.
  @exclusivity(unchecked) public var value = 0

  public init() {}
}
