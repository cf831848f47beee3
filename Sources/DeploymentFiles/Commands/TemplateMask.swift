import SourceFacts

/// What a template language will put into a text: `{{ … }}`, and the parts between `{{ if … }}` and `{{ end }}`.
struct TemplateMask: Sendable {
  /// Where `{{ … }}` stand.
  let ranges: [Range<Int>]
  /// The parts that are only there at times.
  private var regions: [Range<Int>] = []

  init(_ bytes: [UInt8]) {
    var found: [Range<Int>] = []
    var open: [Int] = []
    let (left, right) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    var position = 0
    while position + 1 < bytes.count {
      guard bytes[position] == left, bytes[position + 1] == left else {
        position += 1
        continue
      }
      var end = position + 2
      while end + 1 < bytes.count, !(bytes[end] == right && bytes[end + 1] == right) { end += 1 }
      // What is not closed is no template, and neither is anything behind it.
      guard end + 1 < bytes.count else { break }
      let range = position..<end + 2
      found.append(range)
      let words = String(decoding: bytes[range.lowerBound + 2..<min(end, range.lowerBound + 66)], as: UTF8.self)
        .split { "- \t\n".contains($0) }
      switch words.first {
      case "if", "with", "range": open.append(range.upperBound)
      case "else":
        if let start = open.popLast() {
          regions.append(start..<range.lowerBound)
          open.append(range.upperBound)
        }
      case "end": if let start = open.popLast() { regions.append(start..<range.lowerBound) }
      default: break
      }
      position = range.upperBound
    }
    ranges = found
  }

  /// Whether what stands at one place is there whenever what stands at another is.
  func isThere(_ place: Int, whenever other: Int) -> Bool {
    regions.allSatisfy { !$0.contains(place) || $0.contains(other) }
  }

  var hasRegions: Bool { !regions.isEmpty }

  /// Whether an offset is in a template's part.
  func covers(_ offset: Int) -> Bool {
    let next = ranges.firstPlace { $0.upperBound > offset }
    return next < ranges.count && ranges[next].contains(offset)
  }

  /// The letters of a part of the file; what a template puts there is a word that is not known.
  func letters(_ bytes: [UInt8], _ range: Range<Int>) -> [Letter] {
    range.map { offset in
      let isHidden = !ranges.isEmpty && covers(offset)
      return Letter(isHidden ? UInt8(ascii: "x") : bytes[offset], offset..<offset + 1, kind: isHidden ? .unknownWord : .known)
    }
  }
}
