import Foundation
import Rewriting
import RuleBook
import SourceFacts
import TestSupport

@testable import TreeMigration

/// A folder of its own for one test, removed with it.
final class Tree {
  let root: String

  init(_ files: [String: String] = [:]) throws {
    root = NSTemporaryDirectory() + "waxwing-tree-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { "\(root)/\(name)" }

  func write(_ name: String, _ text: String) throws {
    let folder = (path(name) as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }

  /// The files that are chosen, from the root.
  func chosen(_ paths: [String] = [""], excluding patterns: [String] = []) -> [String] {
    FileSelection(paths: paths.map { $0.isEmpty ? root : path($0) }, excluded: PathPatterns(patterns)).files().map { String($0.dropFirst(root.count + 1)) }
  }

  func outcomes(_ options: TreeMigration.Options = .init()) throws -> [FileOutcome] {
    var outcomes: [FileOutcome] = []
    let files = TreeMigration.sorted(FileSelection(paths: [root]).files())
    let migration = try TreeMigration(book: packageRules, options: options)
    try migration.rewrite(files.swift) { outcomes.append($0) }
    try migration.rewriteDeployments(files.deployment, flows: outcomes.compactMap(\.flow)) { outcomes.append($0) }
    return outcomes
  }
}

/// A flow of 0.17 whose number tells it from others.
func oldFlow(_ number: Int = 0) -> String {
  """
  import Bytewax

  let flow = Dataflow()
  flow.input("in\(number)", TestingInput([\(number)]))
  flow.map { (n: Int) in n + 1 }
  flow.output("out", StdOutput())

  """
}
