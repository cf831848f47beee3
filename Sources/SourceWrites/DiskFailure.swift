import Foundation

/// What a system call said, in words that go into a message.
struct DiskFailure: Error, Equatable {
  let number: Int32
  let words: String

  init(_ number: Int32 = errno) {
    self.number = number
    // The system's own words for a link that may not be followed speak of too many of them.
    words = number == ELOOP ? "a link is in its place" : String(cString: strerror(number)).lowercased()
  }

  private init(_ words: String) { (number, self.words) = (0, words) }

  static let isNoFile = DiskFailure("it is not a regular file")

  var isMissing: Bool { number == ENOENT }
}
