import SourceFacts

/// Two edits that cannot both be made.
package struct EditConflict: Error, Sendable, CustomStringConvertible {
  package let first: Edit
  package let second: Edit
  package var description: String { "rules '\(first.rule)' and '\(second.rule)' change the same text" }
}

/// Edits of one text, made all at once; bytes outside them stay as they are.
package struct EditSet: Sendable {
  private var edits: [Edit] = []

  package init(_ edits: [Edit]) {
    var seen: [Edit] = []
    var byRange: [Range<Int>: [[Edit.Piece]]] = [:]
    for edit in edits where edit.range.isEmpty || byRange[edit.range]?.contains(edit.pieces) != true {
      seen.append(edit)
      byRange[edit.range, default: []].append(edit.pieces)
    }
    // What is put in at a place comes before what replaces the text that begins there.
    self.edits = seen.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.isEmpty ? 0 : 1, -$0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.isEmpty ? 0 : 1, -$1.element.range.upperBound, $1.offset)
    }.map(\.element)
  }

  package var isEmpty: Bool { edits.isEmpty }

  /// The new bytes, and where each of them came from.
  ///
  /// Throws `EditConflict` when two edits overlap, except where one keeps the other's range as a piece of itself.
  package func apply(to bytes: [UInt8]) throws -> (bytes: [UInt8], origins: OffsetMap) {
    var output = Output(source: bytes)
    var remaining = edits[...]
    try render(0..<bytes.count, from: &remaining, into: &output)
    return (output.bytes, OffsetMap(segments: output.segments, count: output.bytes.count))
  }

  private func render(_ range: Range<Int>, from remaining: inout ArraySlice<Edit>, into output: inout Output) throws {
    var position = range.lowerBound
    while let edit = remaining.first, edit.range.upperBound <= range.upperBound,
      edit.range.lowerBound < range.upperBound
        || (edit.range.isEmpty && edit.range.lowerBound <= range.upperBound)
    {
      remaining.removeFirst()
      output.copy(position..<edit.range.lowerBound)
      position = edit.range.upperBound
      try render(edit, from: &remaining, into: &output)
    }
    if let edit = remaining.first, edit.range.lowerBound < range.upperBound {
      throw EditConflict(first: edit, second: edit)
    }
    output.copy(position..<range.upperBound)
  }

  private func render(_ edit: Edit, from remaining: inout ArraySlice<Edit>, into output: inout Output) throws {
    var inner: [Edit] = []
    while let next = remaining.first, next.range.lowerBound < edit.range.upperBound {
      guard next.range.upperBound <= edit.range.upperBound else { throw EditConflict(first: edit, second: next) }
      inner.append(next)
      remaining.removeFirst()
    }
    for piece in edit.pieces {
      switch piece {
      case .text(let text): output.add(text, at: edit.range.lowerBound, isRenaming: edit.isRenaming)
      case .source(let range):
        var kept = inner.filter { range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound }[...]
        inner.removeAll { range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound }
        try render(range, from: &kept, into: &output)
      }
    }
    if let lost = inner.first { throw EditConflict(first: edit, second: lost) }
  }

  private struct Output {
    let source: [UInt8]
    var bytes: [UInt8] = []
    var segments: [OffsetMap.Segment] = []

    mutating func copy(_ range: Range<Int>) {
      guard !range.isEmpty else { return }
      segments.append(.init(start: bytes.count, origin: range.lowerBound, isCopied: true))
      bytes += source[range]
    }

    mutating func add(_ text: String, at origin: Int, isRenaming: Bool) {
      guard !text.isEmpty else { return }
      segments.append(.init(start: bytes.count, origin: origin, isCopied: false, isRenaming: isRenaming))
      bytes += Array(text.utf8)
    }
  }
}

/// Leads from an offset in a rewritten text back to the text before.
package struct OffsetMap: Sendable {
  /// A run of new bytes that came from one place.
  struct Segment: Sendable {
    let start: Int
    let origin: Int
    let isCopied: Bool
    /// Whether a name stands for another name.
    var isRenaming = false
  }
  let segments: [Segment]

  /// How many bytes the new text has.
  let count: Int

  /// What a compiler said of the text before, at the places where the same names, or those that stand for them, are now.
  func moved(_ names: TypedNames) -> TypedNames {
    let renamings = Dictionary(segments.filter(\.isRenaming).map { ($0.origin, $0.start) }) { first, _ in first }
    let ends = segments.dropFirst().map(\.start) + [count]
    let copies = zip(segments, ends).filter(\.0.isCopied).map {
      (origin: $0.origin, end: $0.origin + $1 - $0.start, start: $0.start)
    }
    .sorted { $0.origin < $1.origin }
    return names.moved { offset in
      let next = copies.firstPlace { $0.end > offset }
      guard next < copies.count, copies[next].origin <= offset else { return renamings[offset] }
      return copies[next].start + offset - copies[next].origin
    }
  }

  /// The old offset of a new one; for text an edit put in, the place where the edit was made.
  package func origin(of offset: Int) -> Int {
    let next = segments.firstPlace { $0.start > offset }
    guard next > 0 else { return offset }
    let segment = segments[next - 1]
    return segment.isCopied ? segment.origin + offset - segment.start : segment.origin
  }
}
