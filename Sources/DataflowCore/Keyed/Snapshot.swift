/// One change of one key's state, or of one partition's position, as the recovery store keeps it.
public struct Snapshot: Hashable, Sendable {
  public let step: String
  /// The item key, or the partition's name.
  public let key: String
  /// The encoded state; `nil` when the state was discarded.
  public let state: [UInt8]?

  public init(step: String, key: String, state: [UInt8]?) {
    self.step = step
    self.key = key
    self.state = state
  }
}
