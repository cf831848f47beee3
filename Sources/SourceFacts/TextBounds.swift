/// What a text that is not Swift may be at most, so that readers of shells and YAML come to an end: they go as deep as it nests.
package enum TextBounds {
  /// In bytes.
  package static let size = 1 << 20
  /// Brackets that are open at once.
  package static let nesting = 200
  /// Dashes, or other signs that begin an item, on one line.
  package static let items = 100

  /// How a text goes beyond the bounds, in words; nil when it does not.
  package static func excess(of bytes: [UInt8]) -> String? {
    let advice = "take it apart and run again"
    guard bytes.count <= size else {
      return "could not be judged: it has \(bytes.count) bytes, more than \(size); move data out of it, or leave it out with --exclude"
    }
    var (open, items): ([UInt8], Int) = ([], 0)
    var startsLine = true
    var before: UInt8 = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"): (startsLine, items) = (true, 0)
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        if startsLine, "-?:".utf8.contains(before) { items += 1 }
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "\r"): break
      default: startsLine = false
      }
      before = byte
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(byte)
      case UInt8(ascii: ")"): if open.last == UInt8(ascii: "(") { open.removeLast() }
      case UInt8(ascii: "]"): if open.last == UInt8(ascii: "[") { open.removeLast() }
      case UInt8(ascii: "}"): if open.last == UInt8(ascii: "{") { open.removeLast() }
      default: break
      }
      if open.count > nesting { return "could not be judged: its brackets nest more than \(nesting) deep; \(advice)" }
      if items > Self.items { return "could not be judged: a line begins with more than \(Self.items) items; \(advice)" }
    }
    return nil
  }
}
