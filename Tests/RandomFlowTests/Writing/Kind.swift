/// What an item of a random flow is.
indirect enum Kind: Equatable, Sendable {
  case text, number
  /// A value of the type that the flow's file declares.
  case event
  case list(Kind)
  /// A key and a value.
  case pair(Kind)
  /// A key and a value behind the bounds of its window, as windows emit them since 0.18.
  case windowed(Kind)

  /// How the type is written.
  func type(in domain: Domain) -> String {
    switch self {
    case .text: "String"
    case .number: "Int"
    case .event: domain.type
    case .list(let element): "[\(element.type(in: domain))]"
    case .pair(let value): "(String, \(value.type(in: domain)))"
    case .windowed(let value): "(String, (WindowMetadata, \(value.type(in: domain))))"
    }
  }

  /// What a string literal says of a value, which is the expression `value`.
  func words(_ value: String, in domain: Domain) -> String {
    switch self {
    case .text, .number: "\\(\(value))"
    case .event: "\\(\(value).\(domain.tag)) \\(\(value).\(domain.amount))"
    case .list(.event): "\\(\(value).map(\\.\(domain.amount)))"
    case .list(.pair), .list(.list), .list(.windowed): "\\(\(value).count)"
    case .list: "\\(\(value))"
    case .pair(let inner): "\\(\(value).0): " + inner.words("\(value).1", in: domain)
    case .windowed(let inner): "\\(\(value).0): " + inner.words("\(value).1.1", in: domain)
    }
  }

  /// A name for one value.
  func name(in domain: Domain) -> String {
    switch self {
    case .text: "line"
    case .number: "number"
    case .event: domain.one
    case .list: "values"
    case .pair, .windowed: "entry"
    }
  }
}
