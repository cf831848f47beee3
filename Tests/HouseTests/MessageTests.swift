import Foundation
import Testing

/// Error messages are lower case and have no full stop. What is found here are the string literals of an error type's
/// `description` (and of the sentences it is made of), and those given to the initialiser of a type named `…Error`.
@Suite struct MessageTests {
  @Test func errorMessagesBeginWithASmallLetter() {
    for (place, message) in Self.messages {
      // "JSON …" and "UTF-8 …" are names, and so is a lone letter.
      let isCapital = message.first?.isUppercase == true && message.dropFirst().first?.isLowercase == true
      #expect(!isCapital, "\(place): '\(message)'")
    }
  }

  @Test func errorMessagesHaveNoFullStop() {
    for (place, message) in Self.messages {
      #expect(!message.hasSuffix(".") || message.hasSuffix(".."), "\(place): '\(message)'")
    }
  }

  @Test func messagesAreFoundAtAll() {
    #expect(Self.messages.count > 20)
  }

  /// Every message with the file and line it stands in.
  private static let messages: [(place: String, message: String)] = {
    let files = (try? House.swiftFiles(in: "Sources")) ?? []
    return files.flatMap { file in messages(in: file) }
  }()

  private static func messages(in file: House.File) -> [(place: String, message: String)] {
    let isAboutErrors = [": Error", ", Error"].contains { file.text.contains($0) }
    var found: [(String, String)] = []
    var depth = 0
    for (number, line) in file.lines.enumerated() where depth > 0 || line.contains("Error(\"") || line.contains(": String {") {
      let begins = ["description", "sentence", "message"].contains { line.contains("var \($0): String {") }
      if depth > 0 || (isAboutErrors && begins) {
        depth += line.count { $0 == "{" } - line.count { $0 == "}" }
        found += line.matches(of: /"((?:[^"\\]|\\.)+)"/).map { ("\(file.path):\(number + 1)", String($0.1)) }
      } else {
        found += line.matches(of: /Error\("((?:[^"\\]|\\.)+)"/).map { ("\(file.path):\(number + 1)", String($0.1)) }
      }
    }
    return found
  }
}
