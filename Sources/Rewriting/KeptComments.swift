import SourceFacts
import SwiftSyntax

extension Edit {
  /// Takes out an argument or a parameter, and of what parts it from its neighbour all but the comments.
  ///
  /// `range` reaches from the node to the next one, or from the one before to the node's end.
  static func delete(_ range: Range<Int>, around node: Place, in file: ParsedFile) -> Edit {
    let comments = file.comments(in: range).filter { !node.range.contains($0.range.lowerBound) }
    guard let last = comments.last else { return .delete(range) }
    if range.upperBound > node.range.upperBound {
      return Edit(range, pieces: comments.map { .source($0.range.lowerBound..<file.endOfBlanks(from: $0.range.upperBound, in: range)) })
    }
    var pieces: [Piece] = comments.map { .source(file.startOfBlanks(before: $0.range.lowerBound, in: range)..<$0.range.upperBound) }
    let rest = file.endOfBlanks(from: range.upperBound, in: range.upperBound..<file.bytes.count)
    if last.endsLine, !file.bytes[range.upperBound..<rest].contains(UInt8(ascii: "\n")) {
      pieces.append(.text(file.newline + file.indentation(at: range.upperBound)))
    }
    return Edit(range, pieces: pieces)
  }
}

extension ParsedFile {
  /// The comments that begin in a range, in order; one that ends its line leaves no room behind it.
  fileprivate func comments(in range: Range<Int>) -> [(range: Range<Int>, endsLine: Bool)] {
    var comments: [(range: Range<Int>, endsLine: Bool)] = []
    var token = tree.token(at: AbsolutePosition(utf8Offset: range.lowerBound))
    while let current = token, current.position.utf8Offset < range.upperBound {
      collect(current.leadingTrivia, from: current.position.utf8Offset, into: &comments)
      collect(current.trailingTrivia, from: current.endPositionBeforeTrailingTrivia.utf8Offset, into: &comments)
      token = current.nextToken(viewMode: .sourceAccurate)
    }
    return comments.filter { range.contains($0.range.lowerBound) }
  }

  private func collect(_ trivia: Trivia, from start: Int, into comments: inout [(range: Range<Int>, endsLine: Bool)]) {
    var start = start
    for piece in trivia {
      let range = start..<start + piece.sourceLength.utf8Length
      switch piece {
      case .lineComment, .docLineComment: comments.append((range, true))
      case .blockComment, .docBlockComment: comments.append((range, false))
      default: break
      }
      start = range.upperBound
    }
  }

  fileprivate func endOfBlanks(from offset: Int, in range: Range<Int>) -> Int {
    bytes[offset..<range.upperBound].firstIndex { !Self.isBlank($0) } ?? range.upperBound
  }

  fileprivate func startOfBlanks(before offset: Int, in range: Range<Int>) -> Int {
    bytes[range.lowerBound..<offset].lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? range.lowerBound
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
