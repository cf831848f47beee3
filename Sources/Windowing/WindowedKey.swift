/// All that one key of a window step remembers. A key without open windows is to be forgotten, its clock included.
@frozen
public struct WindowedKey<ClockState: Codable & Sendable, Open: OpenWindows> {
  @usableFromInline var clock: ClockState
  @usableFromInline var open: Open

  @inlinable
  init(clock: ClockState, open: Open) {
    self.clock = clock
    self.open = open
  }

  /// Whether no window is open.
  @inlinable
  public var isEmpty: Bool { open.isEmpty }
}

extension WindowedKey: Sendable where Open: Sendable {}
extension WindowedKey: Codable where Open: Codable {}
