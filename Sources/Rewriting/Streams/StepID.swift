import SourceFacts
import SwiftSyntax

/// A step id as source text: a string literal's inside, or an expression.
struct StepID {
  enum Form { case literal(String), expression(String) }
  let form: Form

  /// As an argument.
  var text: String {
    switch form {
    case .literal(let body): "\"\(body)\""
    case .expression(let text): text
    }
  }

  /// The id with something behind it, as an argument.
  func with(_ suffix: String) -> String {
    switch form {
    case .literal(let body): "\"\(body)_\(suffix)\""
    case .expression(let text): "\"\\(\(text))_\(suffix)\""
    }
  }
}
