import ArgumentParser
import Foundation
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

  @Argument(help: "The id of a rule, or of anything else that a report names.")
  var id: String

  func run() throws {
    let book = try RuleBook.installed()
    guard let page = book.page(of: id) else { throw ValidationError(book.complaint(about: id)) }
    print(page, terminator: "")
  }
}

/// `waxwing rules index`
struct RuleIndex: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Prints the page that lists all rules, or writes it and the rules' own pages.")

  @Flag(help: "Write Rules/README.md and a page for each rule in place of printing.")
  var write = false

  func run() throws {
    let book = try RuleBook.installed()
    guard write else { return print(book.index, terminator: "") }
    let folder = try RuleBook.folder()
    try FileManager.default.createDirectory(at: folder.appendingPathComponent("pages"), withIntermediateDirectories: true)
    for (path, text) in book.pages { try Data(text.utf8).write(to: folder.appendingPathComponent(path), options: .atomic) }
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("pages").path)
    for page in pages where book.pages["pages/\(page)"] == nil {
      try FileManager.default.removeItem(at: folder.appendingPathComponent("pages/\(page)"))
    }
  }
}
