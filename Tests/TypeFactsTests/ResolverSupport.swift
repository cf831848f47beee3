import FlowCompiler
import Foundation
import Rewriting
import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import TypeFacts

/// Calls `body` with a resolver that uses the engine of this build and remembers nothing afterwards.
///
/// Only what the compiler derives from system headers is kept in the build folder, because making it takes seconds.
func resolving<Result>(_ body: (CompilerResolver) throws -> Result) throws -> Result {
  let engine = try Engine.locate()
  let files = FileManager.default
  let kept = (engine.modules as NSString).deletingLastPathComponent + "/TypeFactsTests.cache"
  let cache = files.temporaryDirectory.appendingPathComponent("waxwing-names-\(UUID().uuidString)").path
  try files.createDirectory(atPath: cache, withIntermediateDirectories: true)
  defer { try? files.removeItem(atPath: cache) }
  return try body(
    CompilerResolver(
      FlowCompiler(engine: engine, toolchain: try Toolchain.locate(), cache: ProgramCache(directory: kept)), answers: cache))
}

/// Rewrites a flow with the compiler's word.
func rewriteTyped(_ source: String, from: Era? = nil, path: String = "/nowhere/Flow.swift") throws -> FileOutcome {
  try resolving { resolver in
    try Migration(book: packageRules, from: from, resolver: resolver).rewrite(path: path, bytes: Array(source.utf8))
  }
}
