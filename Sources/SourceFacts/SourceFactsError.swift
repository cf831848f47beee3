/// Says why a source file could not be turned into facts.
package struct SourceFactsError: Error, Equatable, CustomStringConvertible {
  /// What went wrong; new cases may come.
  package enum Code: Sendable, Equatable {
    case notUTF8
    case beyondBounds(SourceBounds.Excess)
    case doesNotParse(line: Int, column: Int, message: String)
  }

  package let code: Code
  package let file: String

  package init(_ code: Code, in file: String) {
    self.code = code
    self.file = file
  }

  /// What is wrong and what to do, without the place.
  package var reason: String {
    switch code {
    case .notUTF8: "not UTF-8 text; convert it to UTF-8 and run again"
    case .beyondBounds(let excess): excess.reason
    case .doesNotParse(_, _, let message): "does not parse: \(message); correct the syntax and run again"
    }
  }

  package var description: String {
    switch code {
    case .notUTF8, .beyondBounds: "\(file): \(reason)"
    case .doesNotParse(let line, let column, _): "\(file):\(line):\(column): \(reason)"
    }
  }
}
