import Foundation
import Testing

/// Error messages are lower case and have no full stop. What is found here are the string literals of an error type's
/// `description` (and of the sentences it is made of), and those given to the initialiser of a type named `…Error`.
@Suite struct MessageTests {
  @Test func errorMessagesBeginWithASmallLetter() throws {
    for (place, message) in try messages() {
      let isCapital =
        message.prefix(2).allSatisfy { $0.isLetter } && message.first?.isUppercase == true
        && message.dropFirst().first?.isLowercase == true
      #expect(!isCapital, "\(place): '\(message)'")
    }
  }

  @Test func errorMessagesHaveNoFullStop() throws {
    for (place, message) in try messages() {
      #expect(!message.hasSuffix(".") || message.hasSuffix(".."), "\(place): '\(message)'")
    }
  }

  @Test func messagesAreFoundAtAll() throws {
    #expect(try messages().count > 20)
  }

  private func messages() throws -> [(place: String, message: String)] {
    try House.swiftFiles(in: "Sources").flatMap { file in
      var found: [(String, String)] = []
      var isInside = false
      var depth = 0
      let isAboutErrors = file.text.contains(/:\s*(?:\w+,\s*)*Error\b/)
      for (number, line) in file.lines.enumerated() {
        if isAboutErrors, !isInside, line.contains(/var (?:description|sentence|message): String/) {
          isInside = true
          depth = 0
        }
        let wanted =
          isInside
          ? line.matches(of: /"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
          : line.matches(of: /Error\("((?:[^"\\]|\\.)*)"/).map { String($0.1) }
        found += wanted.filter { !$0.isEmpty }.map { ("\(file.path):\(number + 1)", $0) }
        if isInside {
          depth += line.count { $0 == "{" } - line.count { $0 == "}" }
          isInside = depth > 0
        }
      }
      return found
    }
  }
}
