/// What a run leaves behind besides its output.
public struct RunSummary: Hashable, Sendable {
  /// What the steps of all workers have counted, by name; late items for example.
  public internal(set) var counts: [String: Int] = [:]

  public init() {}
}
