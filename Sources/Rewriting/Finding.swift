import RuleBook
import SourceFacts

/// One thing a user should know about one place of one file.
package struct Finding: Sendable, Equatable, Codable {
  /// What becomes of the place.
  package enum Action: String, Sendable, Codable {
    /// Rewritten, with the same meaning.
    case rewritten
    /// Rewritten; someone should look at it.
    case review
    /// Nothing in the source to change; told for a person to decide.
    case reported
    /// Would be rewritten, were it not for something in the same file that is left.
    case held
    /// Cannot be rewritten; left as it is, working in its own era.
    case left
  }

  /// The id of a breaking change, or of a problem with the file itself.
  package let rule: String
  package let file: String
  package let line: Int
  package let column: Int
  package let severity: Rule.Severity
  package let safety: Rule.Safety
  package let evidence: Evidence
  package let action: Action
  package let message: String

  package init(
    rule: String, file: String, line: Int = 1, column: Int = 1, severity: Rule.Severity = .loud,
    safety: Rule.Safety = .reportOnly, evidence: Evidence = .lexical, action: Action, message: String
  ) {
    self.rule = rule
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.safety = safety
    self.evidence = evidence
    self.action = action
    self.message = message
  }
}
