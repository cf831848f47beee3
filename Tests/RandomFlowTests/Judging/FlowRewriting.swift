import FlowCompiler
import Foundation
import Rewriting
import RuleBook
import SourceFacts
import Synchronization
import TestSupport
import TreeMigration
import TypeFacts

/// Rewrites flows as `waxwing migrate --from ERA --to 0.19` does: files in folders, the compiler's word on names, all cores.
enum FlowRewriting {
  static func outcomes(of flows: [RandomFlow], in folder: URL) throws -> [FileOutcome] {
    let resolver = try resolver()
    var outcomes: [Int: FileOutcome] = [:]
    for era in Era.allCases {
      let mine = flows.indices.filter { flows[$0].era == era }
      let paths = try mine.map { index in
        let place = folder.appending(path: "flow\(index)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let file = place.appending(path: "Flow.swift")
        try Data(flows[index].text.utf8).write(to: file)
        return file.path
      }
      let tree = TreeMigration(
        book: try packageRules, options: .init(from: era, target: .newest, resolver: resolver, targetFolder: TargetFiles.folder))
      var next = mine.makeIterator()
      try tree.rewrite(paths) { outcome in if let index = next.next() { outcomes[index] = outcome } }
    }
    return flows.indices.compactMap { outcomes[$0] }
  }

  /// One resolver for all flows. Only what the compiler derives from system headers is kept, because making it takes seconds.
  private static func resolver() throws -> CompilerResolver {
    let engine = try Engine.locate()
    let kept = (engine.modules as NSString).deletingLastPathComponent + "/RandomFlowTests.cache"
    return try CompilerResolver(
      FlowCompiler(engine: engine, toolchain: try Toolchain.locate(), cache: ProgramCache(directory: kept)), answers: try folderUntilExit().path)
  }
}
