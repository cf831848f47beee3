import RuleBook

extension Rule {
  /// Everything there is to know about a rule, as a page.
  package var page: String {
    var page = "# \(id)\n\n\(summary)\n\n| | |\n|---|---|\n"
    page += "| step | \(hop) |\n| kind | \(kind.rawValue) |\n| safety | \(safety.rawValue) |\n"
    page += "| if ignored | \(severity.meaning) |\n| guide | \(guide ?? "not in the guide") |\n\n\(explain)"
    if !explain.hasSuffix("\n") { page += "\n" }
    for (title, code) in [("Before", before), ("After", after)] where !code.isEmpty {
      page += "\n\(title):\n\n```swift\n\(code)\(code.hasSuffix("\n") ? "" : "\n")```\n"
    }
    if let example { page += example.section(hop) }
    return page
  }
}

extension Rule.Severity {
  var meaning: String {
    switch self {
    case .silent: "compiles, but may give another result"
    case .loud: "does not compile, or stops with an error"
    case .none: "no effect on results"
    }
  }
}

extension RuleBook {
  /// The index of all rules, as kept in `Rules/README.md`.
  package var index: String {
    var page = """
      # Rules

      One file for each breaking change. This page is made from them: `waxwing rules index` prints it, a test checks it.

      """
    for hop in Set(rules.map(\.hop)).sorted() {
      page += "\n## \(hop.from) to \(hop.to)\n\n| Rule | Change | Safety | If ignored | Guide |\n|---|---|---|---|---|\n"
      for rule in self.rules(of: hop) {
        let summary = rule.summary.replacing("|", with: "\\|")
        page += "| [\(rule.id)](\(rule.file)) | \(summary) | \(rule.safety.rawValue) | \(rule.severity.rawValue) | \(rule.guide ?? "–") |\n"
      }
    }
    return page
  }
}
