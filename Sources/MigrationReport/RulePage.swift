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

extension RuleBook {
  /// Everything there is to know about what a report calls by an id: a rule, a defect of real releases, a problem; nil for other words.
  package func page(of id: String) -> String? {
    if let rule = self[id] { return rule.page }
    if let defect = defect(id) {
      let eras = defect.eras.joined(separator: ", ")
      return
        "# \(id)\n\nA defect of real \(eras): \(defect.summary).\n\nHere, \(defect.meant). Old output of a flow that met it may be wrong.\n"
    }
    return problem(id).map {
      "# \(id)\n\nNo breaking change, but something to know: \($0.summary).\n\n\($0.mend.hasSuffix("\n") ? $0.mend : $0.mend + "\n")"
    }
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
  /// Every page that is made from the rules, by its path in their folder.
  package var pages: [String: String] {
    Dictionary(
      uniqueKeysWithValues: rules.map {
        ("\(Self.pagesFolder)/\($0.id).md", $0.page + "\nMade from [\($0.file)](../\($0.file)).\n")
      }
    )
    .merging(["README.md": index]) { $1 }
  }

  /// The index of all rules, as kept in `Rules/README.md`.
  package var index: String {
    var page = """
      # Rules

      One file for each breaking change. This page and the rules' own are made from them: `waxwing rules index` prints it, and with
      `--write` writes all of them; a test checks them.

      """
    for hop in Set(rules.map(\.hop)).sorted() {
      page += "\n## \(hop.from) to \(hop.to)\n\n| Rule | Change | Safety | If ignored | Guide |\n|---|---|---|---|---|\n"
      for rule in self.rules(of: hop) {
        let summary = rule.summary.replacing("|", with: "\\|")
        page +=
          "| [\(rule.id)](pages/\(rule.id).md) | \(summary) | \(rule.safety.rawValue) | \(rule.severity.rawValue) | \(rule.guide ?? "–") |\n"
      }
    }
    return page
  }
}
