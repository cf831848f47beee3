import ArgumentParser
import MigrationReport
import RuleBook

/// `waxwing rules`: lists the rules and shows one.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the breaking changes waxwing knows, or shows one of them.",
    subcommands: [ListRules.self, ShowRule.self, RuleIndex.self], defaultSubcommand: ListRules.self)
}

/// `waxwing rules list`
struct ListRules: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists every rule with its safety.")

  func run() throws {
    for rule in try RuleBook.installed().rules { print("\(rule.hop)  \(rule.id)  [\(rule.safety.rawValue)]  \(rule.summary)") }
  }
}

/// `waxwing rules show ID`
struct ShowRule: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows everything about one rule.")

  @Argument(help: "The rule's id.")
  var id: String

  func run() throws {
    guard let rule = try RuleBook.installed()[id] else {
      throw ValidationError("no rule '\(id)'; 'waxwing rules' lists them")
    }
    print(rule.page, terminator: "")
  }
}

/// `waxwing rules index`
struct RuleIndex: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Prints the page that lists all rules, as kept in Rules/README.md.")

  func run() throws { print(try RuleBook.installed().index, terminator: "") }
}
