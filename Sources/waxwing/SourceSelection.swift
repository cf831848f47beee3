import ArgumentParser
import Foundation
import MigrationReport
import Rewriting
import RuleBook
import SourceFacts
import TypeFacts

/// The options that say which files are looked at, and as what.
struct SourceSelection: ParsableArguments {
  @Argument(help: "Swift files, or folders in which every Swift file is looked at.")
  var paths: [String]

  @Option(name: [.long, .customLong("era")], help: "The era the files are of; found from the source unless given.")
  var from: Era?

  @Option(help: "The era to go to.")
  var to: Era = .newest

  @OptionGroup var evidence: EvidenceOption

  @Option(name: .long, help: "A report-only rule whose edit is wanted all the same; may be repeated.")
  var apply: [String] = []

  /// Asks every rule of every file. A file that cannot be read is a finding; the rest goes on.
  func outcomes(_ book: RuleBook) throws -> [FileOutcome] {
    for id in apply where book[id] == nil { throw ValidationError("no rule '\(id)'; 'waxwing rules' lists them") }
    let migration = Migration(book: book, from: from, to: to, requested: Set(apply), resolver: try evidence.resolver())
    let files = try paths.flatMap(files)
    // Files of one target may hand flows to one another; a file of none is alone in its group.
    let targets = Dictionary(grouping: files.indices) { TargetFiles.folder(of: files[$0]) ?? files[$0] }
    var found: [Int: FileOutcome] = [:]
    for indices in targets.values.sorted(by: { $0[0] < $1[0] }) {
      var readable: [(index: Int, bytes: [UInt8])] = []
      for index in indices {
        switch contents(of: files[index]) {
        case .success(let bytes): readable.append((index, bytes))
        case .failure(let reason): found[index] = FileOutcome(unreadable: files[index], reason: reason.text)
        }
      }
      let outcomes = try TargetMigration(migration).rewrite(readable.map { (files[$0.index], $0.bytes) })
      for (file, outcome) in zip(readable, outcomes) { found[file.index] = outcome }
    }
    let outcomes = files.indices.compactMap { found[$0] }
    for outcome in outcomes {
      if let reason = outcome.unresolved { printError("\(outcome.path): judged by its text alone: \(reason)") }
    }
    return outcomes
  }

  private struct Reason: Error { let text: String }

  /// A folder's Swift files in order, leaving build folders and hidden ones out; or the path itself.
  private func files(at path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return [path] }
    guard let walk = FileManager.default.enumerator(atPath: path) else { return [path] }
    var found: [String] = []
    for case let name as String in walk {
      if name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
      if name.hasSuffix(".swift") { found.append(path.hasSuffix("/") ? path + name : "\(path)/\(name)") }
    }
    return found.sorted()
  }

  private func contents(of path: String) -> Result<[UInt8], Reason> {
    guard FileManager.default.fileExists(atPath: path) else {
      return .failure(Reason(text: "no such file; check the path"))
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      return .failure(Reason(text: "cannot be read; check its permissions"))
    }
    return .success(Array(data))
  }
}

extension RuleBook {
  /// The rules of the running command.
  static func installed() throws -> RuleBook {
    let executable = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    guard let folder = RuleLocation.find(executable: executable, environment: ProcessInfo.processInfo.environment) else {
      throw ValidationError("the folder 'Rules' is not beside the command; install it again or set WAXWING_RULES")
    }
    return try RuleBook(directory: folder, vocabulary: ActionRegistry.vocabulary)
  }
}

/// How a command over files ends.
enum Ending {
  /// 1 when a file could not be judged or written, 2 when something would change, else 0.
  static func code(_ outcomes: [FileOutcome], wouldChange: Bool) -> ExitCode {
    if outcomes.contains(where: \.hasFailed) { return ExitCode(1) }
    return wouldChange && outcomes.contains(where: \.isChanged) ? ExitCode(2) : .success
  }
}

/// Writes to standard error.
func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
