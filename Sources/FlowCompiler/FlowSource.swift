import Foundation

/// The text of a flow's file, byte for byte as its author left it.
package struct FlowSource: Sendable {
  /// The file as it was typed.
  package let path: String
  package let bytes: [UInt8]
  package let text: String

  /// Reads a file; throws a message when it is missing, a directory or a device, unreadable or not UTF-8.
  package init(path: String) throws(FlowCompilerError) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw FlowCompilerError(errno == ENOENT ? .missing : .unreadable, file: path) }
    let bytes: [UInt8]?
    switch facts.st_mode & S_IFMT {
    case S_IFREG: bytes = RegularFile.read(path)
    case S_IFDIR: throw FlowCompilerError(.directory, file: path)
    // A shell's `<(…)` has its writer already; on any other pipe one may wait for ever.
    case S_IFIFO where path.hasPrefix("/dev/") || path.hasPrefix("/proc/"):
      bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    default: throw FlowCompilerError(.noFile, file: path)
    }
    guard let bytes else { throw FlowCompilerError(.unreadable, file: path) }
    try self.init(path: path, bytes: bytes)
  }

  /// A text that is to stand in a file; throws a message when it is not UTF-8.
  package init(path: String, bytes: [UInt8]) throws(FlowCompilerError) {
    self.bytes = bytes
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FlowCompilerError(.notUTF8(byte: Self.firstInvalidByte(in: bytes)), file: path)
    }
    self.path = path
    self.text = text
  }

  /// How many lines the file has; one that ends in a newline has no line after it.
  var lineCount: Int {
    let ends = bytes.count { $0 == UInt8(ascii: "\n") }
    return bytes.last == UInt8(ascii: "\n") ? ends : ends + 1
  }

  /// Whether the file imports Kafka, by its plain name or an era's.
  var importsKafka: Bool { importedModules(in: text).contains { $0.hasPrefix("BytewaxKafka") } }

  /// Whether a file or directory of this name exists.
  package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Where the longest valid beginning ends.
  private static func firstInvalidByte(in bytes: [UInt8]) -> Int {
    var position = 0
    while position < bytes.count {
      let end = position + sequenceLength(bytes[position])
      guard end <= bytes.count, String(validating: bytes[position..<end], as: UTF8.self) != nil else { break }
      position = end
    }
    return position
  }

  private static func sequenceLength(_ first: UInt8) -> Int {
    switch first {
    case 0x00...0x7F: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
