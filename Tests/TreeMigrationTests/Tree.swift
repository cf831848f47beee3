import Foundation
import Rewriting
import RuleBook
import SourceFacts
import TestSupport

@testable import TreeMigration

/// A folder of its own for one test, removed with it.
final class Tree {
  private let scratch: Scratch

  init(_ files: [String: String] = [:]) throws {
    scratch = try Scratch()
    for (name, text) in files { try write(name, text) }
  }

  var root: String { scratch.path }

  func path(_ name: String) -> String { "\(root)/\(name)" }

  func write(_ name: String, _ text: String) throws { try scratch.write(name, text) }

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
