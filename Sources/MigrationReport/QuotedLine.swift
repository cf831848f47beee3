import ShownText

/// What of a line stands before the part of it that a finding quotes.
package struct SkippedText: Codable, Sendable, Hashable {
  package let bytes: Int
  package let utf16: Int
}

/// A line of source to be quoted by its findings, without secrets.
///
/// Of a long line only what stands around a place is quoted, for it may have as many findings as places.
struct QuotedLine {
  /// Longer lines are cut.
  static let limit = 400

  let bytes: [UInt8]
  /// How long the text before each byte is in UTF-16; nil where it is as long as in bytes.
  private let utf16: [Int]?

  init(_ line: ArraySlice<UInt8>, isSwift: Bool) {
    self.init(String(decoding: line, as: UTF8.self).withoutSecrets(isSwift: isSwift))
  }

  /// `text` holds no secrets.
  init(_ text: String) {
    bytes = Array(text.utf8)
    guard bytes.count > Self.limit, bytes.contains(where: { $0 >= 0x80 }) else {
      utf16 = nil
      return
    }
    var (lengths, length): ([Int], Int) = ([], 0)
    for byte in bytes {
      lengths.append(length)
      // Each scalar counts where it begins, those beyond 16 bits twice.
      if !byte.continuesScalar { length += byte >= 0xF0 ? 2 : 1 }
    }
    utf16 = lengths
  }

  /// The line, or what stands around the place that begins at a column, counted from 1.
  func quote(from column: Int) -> (text: String, skipped: SkippedText?) {
    guard bytes.count > Self.limit else { return (String(decoding: bytes, as: UTF8.self), nil) }
    var start = min(max(0, column - 1 - Self.limit / 4), bytes.count - Self.limit)
    while start > 0, bytes[start].continuesScalar { start -= 1 }
    var end = min(start + Self.limit, bytes.count)
    while end < bytes.count, bytes[end].continuesScalar { end += 1 }
    let skipped = start == 0 ? nil : SkippedText(bytes: start, utf16: utf16?[start] ?? start)
    return (String(decoding: bytes[start..<end], as: UTF8.self), skipped)
  }
}

extension String {
  /// Of a long line what stands at a share of its length, to be shown beside a quoted place.
  func quoted(at share: Double) -> String {
    let bytes = utf8.count
    guard bytes > QuotedLine.limit else { return self }
    let (text, skipped) = QuotedLine(self).quote(from: Int(share * Double(bytes)))
    let end = (skipped?.bytes ?? 0) + text.utf8.count
    return (skipped == nil ? "" : "…") + text + (end < bytes ? "…" : "")
  }
}

extension UInt8 {
  fileprivate var continuesScalar: Bool { self & 0xC0 == 0x80 }
}
