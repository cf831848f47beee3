/// What names a step in messages, recovery rows and metrics: its fully qualified id, what kind of step it is, and where it was added.
public struct StepID: Hashable, Sendable, CustomStringConvertible {
  /// The id with the flow's and every enclosing step's in front, joined by periods.
  public let qualified: String
  /// The operator's name, as the flow's author wrote it.
  public let kind: String
  public let place: SourcePlace

  public init(qualified: String, kind: String, place: SourcePlace) {
    self.qualified = qualified
    self.kind = kind
    self.place = place
  }

  /// The id of a step inside this one; recovery rows are kept under such inner ids.
  public func nested(_ name: String) -> StepID {
    StepID(qualified: "\(qualified).\(name)", kind: kind, place: place)
  }

  public var description: String { qualified }
}
