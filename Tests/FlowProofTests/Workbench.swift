import FlowCompiler
import Foundation
import RuleBook
import SourceFacts
import TestSupport

@testable import FlowProof
@testable import Rewriting

/// The package's rules with further ones put in place of, or beside, their own.
func changedRules(_ files: [String: String]) throws -> RuleBook {
  guard !files.isEmpty else { return try packageRules }
  return try inTemporaryFolder { folder in
    let copy = folder + "/Rules"
    try FileManager.default.copyItem(atPath: packageFolder.path + "/Rules", toPath: copy)
    for (path, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(copy)/\(path)")) }
    return try RuleBook(directory: URL(fileURLWithPath: copy, isDirectory: true), vocabulary: ActionRegistry.vocabulary)
  }
}

/// The folder in which compiled programs are kept, one for every run of the tests, because what the compiler derives from system
/// headers takes long to make and knows its own path. The programs themselves are removed when the process ends.
var programFolder: String { get throws { try madeProgramFolder.get() } }

private let madeProgramFolder = Result {
  let folder = (try Engine.locate().modules as NSString).deletingLastPathComponent + "/FlowProofTests.cache"
  try FileManager.default.createDirectory(atPath: folder + "/waxwing", withIntermediateDirectories: true)
  atexit { removePrograms() }
  return folder
}

private func removePrograms() {
  guard let folder = try? programFolder + "/waxwing" else { return }
  for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name != "compiler-modules" {
    try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
  }
}

/// A compiler over the engine of this build.
func compiler(isStrict: Bool = false) throws -> FlowCompiler {
  FlowCompiler(
    engine: try Engine.locate(), toolchain: try Toolchain.locate(), cache: ProgramCache(directory: try programFolder + "/waxwing"),
    isStrict: isStrict)
}

/// Writes files below a folder, making what folders they need.
func write(_ files: [String: String], in folder: String) throws {
  for (name, text) in files {
    let file = URL(fileURLWithPath: "\(folder)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

/// Rewrites the files at these paths.
func outcomesOf(_ paths: [String], from: Era? = nil, _ book: RuleBook) throws -> [FileOutcome] {
  let migration = Migration(book: book, from: from)
  return try paths.map { path in
    try migration.rewrite(path: path, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
  }
}

/// A flow of 0.17 that never ends.
let endlessFlow = """
  import Bytewax
  final class Ones: StatelessSource {
    func nextBatch() -> [Int] { [] }
  }
  struct Forever: DynamicInput {
    func build(workerIndex: Int, workerCount: Int) -> Ones { Ones() }
  }
  let flow = Dataflow()
  flow.input("inp", Forever())
  flow.output("out", StdOutput())

  """
