/// The place in the user's program where a step was added.
public struct SourcePlace: Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int

  @inlinable
  public init(_ file: StaticString, _ line: UInt) {
    self.file = "\(file)"
    self.line = Int(line)
  }

  public var description: String { "\(file):\(line)" }
}
