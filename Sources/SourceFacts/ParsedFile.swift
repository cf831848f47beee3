import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// One source file, parsed once: its bytes, its tree, and how to find places in it.
package struct ParsedFile: Sendable {
  package let path: String
  package let bytes: [UInt8]
  package let tree: SourceFileSyntax
  private let converter: SourceLocationConverter

  /// The three bytes some editors put before UTF-8 text.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Parses `bytes`, which must not begin with a byte order mark.
  ///
  /// Throws `SourceFactsError` when the bytes are not UTF-8. A text that does not parse is kept; see `checkSyntax`.
  package init(path: String, bytes: [UInt8]) throws {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw SourceFactsError(.notUTF8, in: path) }
    self.init(path: path, text: text)
  }

  package init(path: String, text: String) {
    self.path = path
    bytes = Array(text.utf8)
    tree = Parser.parse(source: text)
    converter = SourceLocationConverter(fileName: path, tree: tree)
  }

  /// Throws `SourceFactsError` naming the first place that is not Swift.
  package func checkSyntax() throws {
    guard tree.hasError else { return }
    let first = ParseDiagnosticsGenerator.diagnostics(for: tree).first { $0.diagMessage.severity == .error }
    let location = converter.location(for: first?.position ?? tree.position)
    throw SourceFactsError(
      .doesNotParse(line: location.line, column: location.column, message: first?.message ?? "unknown syntax"), in: path)
  }

  /// The place of a node without the blanks and comments around it.
  package func place(of node: some SyntaxProtocol) -> Place {
    place(node.positionAfterSkippingLeadingTrivia.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset)
  }

  /// The place of a range of bytes.
  package func place(_ range: Range<Int>) -> Place {
    let location = converter.location(for: AbsolutePosition(utf8Offset: range.lowerBound))
    return Place(range: range, line: location.line, column: location.column)
  }

  /// Where each line begins, as the compiler counts lines.
  package var lineStarts: [Int] {
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    return starts
  }

  /// The text of a range of bytes.
  package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The line ending this file uses.
  package var newline: String {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end > 0 else { return "\n" }
    return bytes[end - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  /// The blanks at the start of the line that holds `offset`.
  package func indentation(at offset: Int) -> String {
    var start = offset
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    let end = bytes[start...].firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? bytes.endIndex
    return text(start..<min(end, offset))
  }

  /// Whether only blanks stand between `offset` and the start of its line.
  package func startsLine(_ offset: Int) -> Bool {
    let indent = indentation(at: offset).utf8.count
    return offset == indent || (offset > indent && bytes[offset - indent - 1] == UInt8(ascii: "\n"))
  }

  /// One step of this file's indentation, as its first indented line shows it.
  package var indentUnit: String {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if line.first == UInt8(ascii: "\t") { return "\t" }
      let blanks = line.prefix { $0 == UInt8(ascii: " ") }.count
      if blanks >= 2, blanks < line.count { return String(repeating: " ", count: min(blanks, 4)) }
    }
    return "  "
  }
}
