import FlowCompiler
import Foundation
import RuleBook
import SourceFacts

@testable import FlowProof
@testable import Rewriting

let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The package's rules with further ones put in place of, or beside, their own.
func packageRules(replacing files: [String: String] = [:]) throws -> RuleBook {
  let own = packageRoot.appendingPathComponent("Rules", isDirectory: true)
  guard !files.isEmpty else { return try RuleBook(directory: own, vocabulary: ActionRegistry.vocabulary) }
  return try inTemporaryFolder { folder in
    let copy = folder + "/Rules"
    try FileManager.default.copyItem(atPath: own.path, toPath: copy)
    for (path, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(copy)/\(path)")) }
    return try RuleBook(directory: URL(fileURLWithPath: copy, isDirectory: true), vocabulary: ActionRegistry.vocabulary)
  }
}

/// The folder in which this process's compiled programs are kept, removed when it ends; those of tests that crashed go with the next.
///
/// What the compiler derives from system headers takes long to make and stays.
let programFolder: String = {
  do {
    let base = (try Engine.locate().modules as NSString).deletingLastPathComponent + "/FlowProofTests.cache"
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: base)) ?? [] where name.hasPrefix("programs-") {
      guard let process = Int32(name.dropFirst(9)), kill(process, 0) != 0 else { continue }
      try? files.removeItem(atPath: "\(base)/\(name)")
    }
    let folder = "\(base)/programs-\(getpid())"
    try files.createDirectory(atPath: folder + "/waxwing", withIntermediateDirectories: true)
    try files.createDirectory(atPath: base + "/compiler-modules", withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: folder + "/waxwing/compiler-modules", withDestinationPath: base + "/compiler-modules")
    atexit { try? FileManager.default.removeItem(atPath: programFolder) }
    return folder
  } catch {
    fatalError("the build folder, with the engine in it, can be written: \(error)")
  }
}()

/// A compiler over the engine of this build.
func compiler(isStrict: Bool = false) throws -> FlowCompiler {
  FlowCompiler(
    engine: try Engine.locate(), toolchain: try Toolchain.locate(), cache: ProgramCache(directory: programFolder + "/waxwing"),
    isStrict: isStrict)
}

/// A new folder, removed with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-proof-\(UUID().uuidString)")
      .resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Hands out a new folder and removes it afterwards.
func inTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = try TemporaryFolder()
  return try withExtendedLifetime(folder) { try body(folder.path) }
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

extension FileOutcome {
  var text: String { String(decoding: after, as: UTF8.self) }
}
