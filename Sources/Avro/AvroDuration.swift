/// Months, days and milliseconds, none of which is a fixed number of another.
public struct AvroDuration: Hashable, Sendable, Codable {
  public var months: UInt32
  public var days: UInt32
  public var milliseconds: UInt32

  public init(months: UInt32 = 0, days: UInt32 = 0, milliseconds: UInt32 = 0) {
    self.months = months
    self.days = days
    self.milliseconds = milliseconds
  }

  /// Twelve bytes: three numbers, each with its lowest byte first.
  init(bytes: [UInt8]) {
    func number(_ start: Int) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) } }
    self.init(months: number(0), days: number(4), milliseconds: number(8))
  }

  var bytes: [UInt8] {
    [months, days, milliseconds].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) } }
  }
}

extension AvroDuration: CustomStringConvertible {
  public var description: String { "\(months) months \(days) days \(milliseconds) ms" }
}
