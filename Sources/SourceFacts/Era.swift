/// A generation of the Bytewax API, named by its version.
package enum Era: String, CaseIterable, Comparable, Sendable, Codable {
  case v0_16 = "0.16"
  case v0_17 = "0.17"
  case v0_18 = "0.18"
  case v0_19 = "0.19"

  package static let oldest = Era.v0_16
  package static let newest = Era.v0_19

  package static func < (one: Era, other: Era) -> Bool { one.position < other.position }

  /// The era after this one.
  package var next: Era? {
    let after = position + 1
    return after < Self.allCases.count ? Self.allCases[after] : nil
  }

  /// The era one step nearer to another one; nil when it is this one.
  package func next(towards other: Era) -> Era? {
    self < other ? next : self > other ? Self.allCases[position - 1] : nil
  }

  private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
