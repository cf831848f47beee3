/// How much of a line is underlined for a finding, of which only the start is known.
enum MarkedLength {
  /// The bytes of the name, dotted name or string literal that starts at `column`, counted from 1; at least 1.
  static func of(_ line: ArraySlice<UInt8>, from column: Int) -> Int {
    let rest = line.dropFirst(max(0, column - 1))
    guard let first = rest.first else { return 1 }
    if first == UInt8(ascii: "\"") {
      let end = rest.dropFirst().firstIndex(of: first)
      return end.map { $0 - rest.startIndex + 1 } ?? 1
    }
    var length = rest.prefix { isName($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "-") && first == $0 }.count
    while length > 1, rest[rest.startIndex + length - 1] == UInt8(ascii: ".") { length -= 1 }
    return max(1, length)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), 0x80...0xFF: true
    default: false
    }
  }
}
