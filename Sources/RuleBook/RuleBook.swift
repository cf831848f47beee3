import Foundation

/// All rules, checked, in the order in which they are asked: by hop, then by id.
package struct RuleBook: Sendable {
  package let rules: [Rule]
  package let defects: [Defect]
  package let problems: [Problem]
  /// Rules that were there but are not wanted, so that what they would have done can be named.
  package let leftOut: [Rule]
  /// Where each rule stands, by its id.
  private let places: [String: Int]

  package init(rules: [Rule], defects: [Defect] = [], problems: [Problem] = [], leftOut: [Rule] = []) {
    self.rules = rules.sorted { ($0.hop, $0.id) < ($1.hop, $1.id) }
    self.defects = defects
    self.problems = problems
    self.leftOut = leftOut
    places = Dictionary(self.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  /// The folder beside the hops that holds what is made from the rules.
  package static let pagesFolder = "pages"

  /// Reads every `<hop>/<id>.yml` below `directory`, and `defects.yml` and `problems.yml` beside the hops.
  ///
  /// Throws `RuleBookError` naming the first file and key that cannot be used.
  package init(directory: URL, vocabulary: RuleVocabulary) throws {
    var rules: [Rule] = []
    var seen: Set<String> = []
    for folder in try Self.entries(of: directory) where folder.hasDirectoryPath && folder.lastPathComponent != Self.pagesFolder {
      let name = folder.lastPathComponent
      guard let hop = Hop(folder: name) else { throw RuleBookError(.badFolder(name), in: directory.path) }
      for file in try Self.entries(of: folder) where file.pathExtension == "yml" {
        let path = "\(name)/\(file.lastPathComponent)"
        let rule = try Rule(yaml: try Self.text(of: file), file: path, hop: hop, vocabulary: vocabulary)
        guard seen.insert(rule.id).inserted else { throw RuleBookError(.idUsedTwice(rule.id), in: path) }
        rules.append(rule)
      }
    }
    func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: directory.appendingPathComponent(name).path) }
    self.init(
      rules: rules, defects: holds("defects.yml") ? try Defect.all(in: directory, vocabulary: vocabulary) : [],
      problems: holds("problems.yml") ? try Problem.all(in: directory) : [])
  }

  /// The rule with this id.
  package subscript(id: String) -> Rule? { places[id].map { rules[$0] } }

  /// The defect of real releases with this id.
  package func defect(_ id: String) -> Defect? { defects.first { $0.id == id } }

  /// The problem with this id.
  package func problem(_ id: String) -> Problem? { problems.first { $0.id == id } }

  /// The rules of one step to a newer era.
  package func rules(of hop: Hop) -> [Rule] { rules.filter { $0.hop == hop } }

  /// The text of a rule file. Throws `RuleBookError` naming it.
  static func text(of file: URL) throws -> String {
    do { return try String(contentsOf: file, encoding: .utf8) } catch {
      throw RuleBookError(.unreadable(error.localizedDescription), in: file.lastPathComponent)
    }
  }

  private static func entries(of directory: URL) throws -> [URL] {
    do {
      return try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: [.isDirectoryKey])
        .sorted { $0.path < $1.path }
    } catch {
      throw RuleBookError(.unreadable("the folder cannot be listed"), in: directory.path)
    }
  }
}
