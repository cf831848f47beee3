import Rewriting
import RuleBook

/// The package's own rules, read once.
package var packageRules: RuleBook { get throws { try readRules.get() } }

private let readRules = Result {
  try RuleBook(directory: packageFolder.appending(path: "Rules", directoryHint: .isDirectory), vocabulary: ActionRegistry.vocabulary)
}

extension FileOutcome {
  /// What has become of the file.
  package var text: String { String(decoding: after, as: UTF8.self) }
}
