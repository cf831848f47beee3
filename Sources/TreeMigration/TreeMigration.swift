import DeploymentFiles
import Foundation
import Rewriting
import RuleBook
import SourceFacts

/// Rewrites many files on all cores, one outcome after the other, so that memory does not grow with their number.
package struct TreeMigration: Sendable {
  /// How files are looked at.
  package struct Options: Sendable {
    package var from: Era?
    package var target: Era
    /// Report-only rules whose edits are wanted all the same.
    package var requested: Set<String>
    package var resolver: (any NameResolver)?
    /// The folder of the target that a file is compiled in, for files that may hand flows to one another; nil for a file that stands alone.
    package var targetFolder: @Sendable (_ path: String) -> String?
    package var cache: OutcomeCache?
    package var work: OrderedWork
    /// Who is told which file is looked at.
    package var watch: any FileWatch

    package init(
      from: Era? = nil, target: Era = .newest, requested: Set<String> = [], resolver: (any NameResolver)? = nil,
      targetFolder: @escaping @Sendable (String) -> String? = { _ in nil }, cache: OutcomeCache? = nil,
      work: OrderedWork = OrderedWork(), watch: any FileWatch = NoFileWatch()
    ) {
      self.from = from
      self.target = target
      self.requested = requested
      self.resolver = resolver
      self.targetFolder = targetFolder
      self.cache = cache
      self.work = work
      self.watch = watch
    }
  }

  private let book: RuleBook
  private let options: Options
  private let migration: Migration

  package init(book: RuleBook, options: Options = Options()) {
    self.book = book
    self.options = options
    migration = Migration(
      book: book, from: options.from, to: options.target, requested: options.requested, resolver: options.resolver)
  }

  /// The files of a list that are Swift, and the others.
  package static func sorted(_ files: [String]) -> (swift: [String], deployment: [String]) {
    let isSwift = Dictionary(grouping: files) {
      $0.hasSuffix(".swift") && !$0.hasSuffix("Package.swift") || DeploymentKind(path: $0) == nil && !hasShell($0)
    }
    return (isSwift[true] ?? [], isSwift[false] ?? [])
  }

  private static func hasShell(_ path: String) -> Bool {
    !path.hasSuffix(".swift") && (try? FileText.read(path)).flatMap { DeploymentKind(path: path, bytes: $0) } != nil
  }

  /// Rewrites Swift files, those of a package's targets one after the other. A file that cannot be read is an outcome with a finding; the rest goes on.
  ///
  /// Throws `RuleBookError` for a rule that cannot be carried out, and what `deliver` throws.
  package func rewrite(_ files: [String], deliver: (FileOutcome) throws -> Void) throws {
    try rewrite(files, then: { $0 }, deliver: deliver)
  }

  /// The same with what is made of each outcome, also on all cores.
  package func rewrite<Result: Sendable>(
    _ files: [String], then make: @escaping @Sendable (FileOutcome) -> Result, deliver: (Result) throws -> Void
  ) throws {
    var packages: [String: Int] = [:]
    var groups: [[TargetFile]] = []
    for path in files {
      let file = TargetFile(path: path, folder: options.targetFolder(path))
      if let package = file.package {
        if let group = packages[package] {
          groups[group].append(file)
        } else {
          packages[package] = groups.count
          groups.append([file])
        }
      } else {
        groups.append([file])
      }
    }
    let watch = options.watch
    try options.work.run(
      groups,
      { group in
        try rewrite(group: group).map { outcome in watch.judging(outcome.path, joined: false) { make(outcome) } }
      }
    ) { for result in $0 { try deliver(result) } }
  }

  /// Rewrites a text that is in no file, with as much room for it as files have.
  package func rewriteGiven(path: String, bytes: [UInt8], deliver: (FileOutcome) throws -> Void) throws {
    try options.work.run([bytes], { bytes in try judged(path) { try rewrite(path: path, bytes: bytes) } }, deliver: deliver)
  }

  /// What becomes of a file, unless it is known to bring the process to an end.
  private func judged(_ path: String, _ body: () throws -> FileOutcome) rethrows -> FileOutcome {
    if let reason = options.watch.refusal(of: path) { return FileOutcome(unjudged: path, reason: reason) }
    return try options.watch.judging(path, joined: false, body)
  }

  /// Rewrites a text that is not, or not yet, in its file.
  package func rewrite(path: String, bytes: [UInt8]) throws -> FileOutcome {
    guard bytes.contains(name: "Bytewax") else { return Self.untouched(path) }
    // What a compiler says depends on other files too; its answers have a cache of their own.
    guard let cache = options.cache, options.resolver == nil else { return try migration.rewrite(path: path, bytes: bytes) }
    if let known = cache.outcome(path: path, bytes: bytes) { return known }
    let outcome = try migration.rewrite(path: path, bytes: bytes)
    cache.keep(outcome)
    return outcome
  }

  /// Rewrites the files that start flows, knowing how far each flow got.
  package func rewriteDeployments(_ files: [String], flows: [DeploymentContext.Flow], deliver: (FileOutcome) throws -> Void)
    throws
  {
    let context = DeploymentContext(
      book: book, target: options.target, assumed: options.from, requested: options.requested, flows: flows,
      programs: Set(flows.compactMap { Self.program(of: $0.path) }))
    let tree = DeploymentTree(context)
    var readings: [DeploymentReading] = []
    try options.work.run(
      files,
      { path in
        do {
          let bytes = try FileText.read(path)
          if let reason = options.watch.refusal(of: path) {
            return DeploymentReading(path: path, bytes: [], kind: nil, outcome: FileOutcome(unjudged: path, reason: reason))
          }
          guard let kind = DeploymentKind(path: path, bytes: bytes) else {
            return DeploymentReading(path: path, bytes: [], kind: nil, outcome: Self.untouched(path))
          }
          return options.watch.judging(path, joined: false) { tree.read(path: path, bytes: bytes, kind: kind) }
        } catch { return DeploymentReading(path: path, bytes: [], kind: nil, outcome: Self.unreadable(path, error)) }
      }, deliver: { readings.append($0) })
    for outcome in tree.decide(readings, judging: options.watch) { try deliver(outcome) }
  }

  /// A file, and the folder of its target in a package.
  private struct TargetFile: Sendable {
    let path: String
    let folder: String?

    /// The folder that holds the folders of all the package's targets.
    var package: String? { folder.map { (($0 as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent } }
    /// What importing the target says.
    var module: String { folder.map { moduleName(ofTarget: ($0 as NSString).lastPathComponent) } ?? "" }
  }

  /// Rewrites the files of one package: those that hold flows together, because they may hand them to one another.
  private func rewrite(group files: [TargetFile]) throws -> [FileOutcome] {
    let paths = files.map(\.path)
    var outcomes: [Int: FileOutcome] = [:]
    var flows: [(index: Int, bytes: [UInt8])] = []
    for (index, path) in paths.enumerated() {
      do {
        let bytes = try FileText.read(path)
        if bytes.contains(name: "Bytewax") { flows.append((index, bytes)) } else { outcomes[index] = Self.untouched(path) }
      } catch { outcomes[index] = Self.unreadable(path, error) }
    }
    if flows.count > 1 {
      let together = try TargetMigration(migration, watch: options.watch).rewrite(
        flows.map { (paths[$0.index], $0.bytes) }, modules: flows.map { files[$0.index].module })
      for (flow, outcome) in zip(flows, together) { outcomes[flow.index] = outcome }
    } else {
      for flow in flows {
        outcomes[flow.index] = try judged(paths[flow.index]) { try rewrite(path: paths[flow.index], bytes: flow.bytes) }
      }
    }
    return paths.indices.compactMap { outcomes[$0] }
  }

  /// Nothing of a text without the name is kept, so that a tree of any size passes through.
  private static func untouched(_ path: String) -> FileOutcome { FileOutcome(path: path, before: [], after: [], findings: []) }

  private static func unreadable(_ path: String, _ error: any Error) -> FileOutcome {
    FileOutcome(unreadable: path, reason: (error as? FileText.Unreadable)?.reason ?? "\(error)")
  }

  /// The program that a flow in a package's target becomes: the name of the target's folder.
  private static func program(of path: String) -> String? {
    let parts = path.split(separator: "/")
    guard let sources = parts.lastIndex(of: "Sources"), sources + 2 < parts.count else { return nil }
    return String(parts[sources + 1])
  }
}

extension FileOutcome {
  /// The flow that a file holds, as the files that start it need to know it.
  package var flow: DeploymentContext.Flow? {
    guard let from, let reached else { return nil }
    return .init(path: path, from: from, reached: isChanged || reached == from ? reached : from, oldest: detected.possible.min())
  }
}
