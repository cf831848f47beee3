import Foundation
import MigrationReport
import Rewriting
import TestSupport
import Testing

@testable import RuleBook

/// The package's own rules.
let rulesFolder = packageFolder.appendingPathComponent("Rules", isDirectory: true)

@Suite("Rule files")
struct RuleBookTests {
  private let vocabulary = RuleVocabulary(findKeys: ["type"], verbs: ["rename-type"])
  private static let good = """
    id: a-rule
    summary: a thing is called otherwise
    kind: rename
    safety: safe
    severity: loud
    guide: null
    find: { type: Old }
    edit:
      - rename-type: New
    explain: |
      Because.
    before: |
      Old()
    after: |
      New()
    """

  private func rule(_ yaml: String) throws -> Rule {
    try Rule(yaml: yaml, file: "h/a-rule.yml", hop: Hop(from: "0.17", to: "0.18"), vocabulary: vocabulary)
  }

  @Test func aRuleIsReadAsWritten() throws {
    let rule = try rule(Self.good)
    #expect(rule.edit == [RuleStep(verb: "rename-type", argument: .text("New"))])
    #expect(rule.find == ["type": .text("Old")])
    #expect(rule.guide == nil)
  }

  @Test(arguments: [
    ("summary:", "sumary:", "h/a-rule.yml: unknown key 'sumary'"),
    ("safety: safe", "safety: sure", "h/a-rule.yml: key 'safety' is 'sure'; write safe, review, report-only"),
    ("rename-type", "rename-tpye", "h/a-rule.yml: unknown verb 'rename-tpye' in 'edit'; use one of rename-type"),
    ("type: Old", "typ: Old", "h/a-rule.yml: unknown key 'find.typ'"),
    ("guide: null", "on-request: perhaps", "h/a-rule.yml: key 'on-request' is 'perhaps'; write true, false"),
    ("id: a-rule", "id: b-rule", "h/a-rule.yml: id 'b-rule' is not the file's name; rename one of them"),
    ("summary: a thing is called otherwise\n", "", "h/a-rule.yml: key 'summary' is missing; add it"),
  ])
  func aMistakeNamesFileAndKey(_ old: String, _ new: String, _ message: String) throws {
    let error = #expect(throws: RuleBookError.self) { try rule(Self.good.replacing(old, with: new)) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func anExampleIsReadAsWritten() throws {
    let example = try rule(Self.good + "\nexample:\n  shows: a thing\n  files: { in.txt: words }\n  old: a()\n  before: one\n  after: two\n").example
    #expect(example?.old == "a()" && example?.new == "a()")
    #expect(example?.before == "one" && example?.after == "two")
    #expect(example?.files == ["in.txt": "words"] && example?.runs == 1)
    #expect(try rule(Self.good).example == nil)
  }

  @Test func anExampleThatShowsNoDifferenceIsAMistake() {
    let error = #expect(throws: RuleBookError.self) { try rule(Self.good + "\nexample:\n  shows: a thing\n  old: a()\n  before: one\n  after: one\n") }
    #expect(error?.description.contains("write another output than 'before'") == true, "\(error?.description ?? "")")
  }

  @Test func textThatIsNoYAMLNamesTheFile() {
    let error = #expect(throws: RuleBookError.self) { try rule("a: [") }
    #expect(error?.description.hasPrefix("h/a-rule.yml: cannot be read as YAML") == true)
  }
}

@Suite("The package's rules")
struct PackageRulesTests {
  private let book: RuleBook
  private let catalogue: Catalogue

  init() throws {
    book = try RuleBook(directory: rulesFolder, vocabulary: ActionRegistry.vocabulary)
    catalogue = try Catalogue(directory: rulesFolder)
  }

  @Test func everyBreakingChangeIsARuleOrHasAReasonWhyNot() {
    let known = book.rules.map(\.id) + catalogue.exemptions.map(\.id)
    #expect(Set(known).count == known.count, "an id is both a rule and exempt")
    #expect(Set(known) == Set(catalogue.changes.map(\.id)))
    #expect(catalogue.changes.count == 159)
  }

  @Test func aRuleSaysWhatTheCatalogueSays() {
    let changes = Dictionary(uniqueKeysWithValues: catalogue.changes.map { ($0.id, $0) })
    for rule in book.rules {
      #expect(changes[rule.id]?.hop == rule.hop.description, "\(rule.id)")
      #expect(changes[rule.id]?.title == rule.summary, "\(rule.id)")
      #expect(changes[rule.id]?.severity == rule.severity.rawValue, "\(rule.id)")
    }
  }

  @Test func everyReasonIsASentence() {
    for exemption in catalogue.exemptions { #expect(exemption.reason.count > 20 && exemption.reason.hasSuffix("."), "\(exemption.id)") }
  }

  @Test func everyVerbOfEveryRuleCanBeCarriedOut() throws {
    for rule in book.rules { #expect(throws: Never.self) { try ActionRegistry.check(rule) } }
  }

  @Test func thePagesAreMadeFromTheRules() throws {
    for (path, text) in book.pages {
      let kept = try? String(contentsOf: rulesFolder.appendingPathComponent(path), encoding: .utf8)
      #expect(kept == text, "Rules/\(path) is stale; write it with 'waxwing rules index --write'")
    }
    let pages = try FileManager.default.contentsOfDirectory(atPath: rulesFolder.appendingPathComponent("pages").path)
    #expect(pages.count == book.rules.count, "Rules/pages has pages of rules that are gone; write them with 'waxwing rules index --write'")
  }

  @Test func rulesAreFoundBesideAnInstalledCommandAndAboveABuiltOne() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-rules-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let installed = root.appendingPathComponent("prefix/share/waxwing/Rules", isDirectory: true)
    try FileManager.default.createDirectory(at: installed, withIntermediateDirectories: true)
    let command = root.appendingPathComponent("prefix/bin/waxwing")
    #expect(RuleLocation.find(executable: command, environment: [:])?.path.hasSuffix("prefix/share/waxwing/Rules") == true)
    #expect(RuleLocation.find(executable: command, environment: ["WAXWING_RULES": "/r"])?.path == "/r")
    let built = rulesFolder.deletingLastPathComponent().appendingPathComponent(".build/debug/waxwing")
    #expect(RuleLocation.find(executable: built, environment: [:])?.path == rulesFolder.path)
  }

  /// What waits to be asked for is what `migrate --apply` takes.
  @Test func everyEditThatIsNotMadeByItselfIsMarkedAsMadeOnRequest() throws {
    for rule in book.rules {
      let waits = rule.safety == .reportOnly && rule.edit.contains { $0.verb != "leave" } || rule.edit.contains { $0.verb == "exact-batch" }
      if waits { #expect(rule.isMadeOnRequest, "\(rule.id)") }
    }
  }
}
