/// By what a text is known again.
struct TextMark: Codable, Hashable, Sendable {
  let length: Int
  let sha256: String

  init(_ bytes: [UInt8]) { (length, sha256) = (bytes.count, SHA256.hex(of: bytes)) }
}

/// A text that a journal keeps: the name of its file in the journal, and by what it is known.
struct KeptText: Codable, Hashable, Sendable {
  let name: String
  let mark: TextMark

  init(_ name: String, _ bytes: [UInt8]) { (self.name, mark) = (name, TextMark(bytes)) }

  /// Why a kept text cannot be used.
  struct Loss: Error, Equatable {
    let words: String
  }

  /// Throws `Loss` unless these bytes are the text.
  func check(_ bytes: [UInt8]) throws(Loss) {
    guard bytes.count == mark.length else {
      throw Loss(words: "'\(name)' has \(bytes.count) bytes instead of \(mark.length)")
    }
    guard TextMark(bytes) == mark else { throw Loss(words: "'\(name)' is damaged") }
  }
}
