/// A shell pattern for names: `*`, `?`, `[abc]`, `[a-z]` and `[!abc]`; letters differ by case, and a leading period is nothing special.
struct GlobPattern: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case anything
    case anyCharacter
    case character(Unicode.Scalar)
    case oneOf([ClosedRange<Unicode.Scalar>], inverted: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .anything, .anyCharacter: true
      case .character(let own): own == scalar
      case .oneOf(let ranges, let inverted): ranges.contains { $0.contains(scalar) } != inverted
      }
    }
  }

  private let parts: [Part]

  /// Whether the pattern is a plain name.
  let isPlain: Bool

  init(_ pattern: some StringProtocol) {
    var parts: [Part] = []
    var rest = Array(pattern.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": if parts.last != .anything { parts.append(.anything) }
      case "?": parts.append(.anyCharacter)
      case "[": parts.append(Self.bracket(&rest) ?? .character("["))
      default: parts.append(.character(scalar))
      }
    }
    self.parts = parts
    isPlain = parts.allSatisfy { if case .character = $0 { true } else { false } }
  }

  /// What stands in brackets; `nil` when they are never closed, so that "[" stands for itself.
  private static func bracket(_ rest: inout ArraySlice<Unicode.Scalar>) -> Part? {
    var inside = rest
    let inverted = inside.first == "!"
    if inverted { inside.removeFirst() }
    // A "]" in first place is one of the characters.
    guard let close = inside.dropFirst().firstIndex(of: "]") else { return nil }
    rest = inside[(close + 1)...]
    inside = inside[..<close]
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let low = inside.popFirst() {
      if inside.count >= 2, inside.first == "-" {
        inside.removeFirst()
        if let high = inside.popFirst(), low <= high { ranges.append(low...high) }
      } else {
        ranges.append(low...low)
      }
    }
    return .oneOf(ranges, inverted: inverted)
  }

  func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    var (part, place) = (0, 0)
    // Where to go on after the last `*` when it must take in one character more.
    var retry: (part: Int, place: Int)?
    while place < name.count {
      if part < parts.count, parts[part] == .anything {
        retry = (part + 1, place)
        part += 1
      } else if part < parts.count, parts[part].matches(name[place]) {
        (part, place) = (part + 1, place + 1)
      } else if let last = retry {
        retry = (last.part, last.place + 1)
        (part, place) = (last.part, last.place + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == .anything }
  }
}
