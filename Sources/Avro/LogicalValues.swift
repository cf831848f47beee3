#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension AvroLogicalType {
  /// The value as it is written in `type`, if it is one that this type stands for; `nil` for others, which are written as they are.
  func written(_ value: AvroValue, as type: PrimitiveStep) throws(AvroError) -> AvroValue? {
    switch (self, value) {
    case (.decimal(let precision, let scale), .decimal(let number)):
      guard let fitting = number.rescaled(to: scale), fitting.digits.count <= precision else {
        throw AvroError(
          .notEncodable, "\(number) does not fit a decimal of \(precision) digits, \(scale) behind the point; round it first")
      }
      return type.filled(fitting.unscaled)
    case (.uuid, .uuid(let uuid)):
      guard case .fixed = type else { return .string(uuid.uuidString.lowercased()) }
      return .fixed(withUnsafeBytes(of: uuid.uuid) { Array($0) })
    case (.date, .date(let days)): return .int(days)
    case (.date, .timestamp(let time)): return .int(try days(of: time))
    case (.time(let unit), .time(let time)): return .long(try unit.written(time))
    case (.timestamp(let unit), .timestamp(let time)): return .long(try unit.written(time))
    case (.localTimestamp(let unit), .localTimestamp(let time)), (.localTimestamp(let unit), .timestamp(let time)):
      return .long(try unit.written(time))
    case (.duration, .duration(let duration)): return .fixed(duration.bytes)
    default: return nil
    }
  }

  /// The day of a moment, UTC.
  private func days(of time: Duration) throws(AvroError) -> Int32 {
    let seconds = time.components.seconds - (time.components.attoseconds < 0 ? 1 : 0)
    let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86400)
    guard let days = Int32(exactly: remainder < 0 ? quotient - 1 : quotient) else {
      throw AvroError(.notEncodable, "a date that 32 bits cannot count in days; use a timestamp")
    }
    return days
  }

  /// What a value that has been read stands for.
  func value(of physical: AvroValue) throws(AvroError) -> AvroValue {
    switch (self, physical) {
    case (.decimal(_, let scale), .bytes(let bytes)), (.decimal(_, let scale), .fixed(let bytes)):
      return .decimal(AvroDecimal(unscaled: bytes, scale: scale))
    case (.uuid, .string(let text)):
      guard let uuid = UUID(uuidString: text) else {
        throw AvroError(.malformed, "'\(text)' is not a UUID")
      }
      return .uuid(uuid)
    case (.uuid, .fixed(let bytes)): return .uuid(UUID(bytes))
    case (.date, .int(let days)): return .date(days: days)
    case (.time(let unit), .int(let count)): return .time(unit.duration(Int64(count)))
    case (.time(let unit), .long(let count)): return .time(unit.duration(count))
    case (.timestamp(let unit), .long(let count)): return .timestamp(unit.duration(count))
    case (.localTimestamp(let unit), .long(let count)): return .localTimestamp(unit.duration(count))
    case (.duration, .fixed(let bytes)): return .duration(AvroDuration(bytes: bytes))
    default: return physical
    }
  }
}

extension PrimitiveStep {
  /// A signed number's bytes, repeating its sign until a fixed size is full.
  fileprivate func filled(_ bytes: [UInt8]) -> AvroValue {
    guard case .fixed(let size) = self, bytes.count < size else { return .bytes(bytes) }
    let sign: UInt8 = (bytes.first ?? 0) >= 0x80 ? 0xFF : 0
    return .fixed(Array(repeating: sign, count: size - bytes.count) + bytes)
  }
}

extension AvroTimeUnit {
  fileprivate func written(_ time: Duration) throws(AvroError) -> Int64 {
    guard let count = count(of: time) else {
      throw AvroError(.notEncodable, "a time that 64 bits cannot count in \(self); use a coarser unit")
    }
    return count
  }
}

extension UUID {
  /// Takes the sixteen bytes of a fixed type.
  init(_ bytes: [UInt8]) {
    var raw: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &raw) { $0.copyBytes(from: bytes.prefix($0.count)) }
    self.init(uuid: raw)
  }
}
