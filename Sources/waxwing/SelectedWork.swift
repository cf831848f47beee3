import ArgumentParser
import DeploymentFiles
import FileGuard
import FlowCompiler
import Foundation
import PrivateFolders
import Rewriting
import RuleBook
import ShownText
import SourceFacts
import SourceWrites
import TreeMigration
import TypeFacts

/// The files that were chosen, and how they are looked at: command line and settings together.
struct SelectedWork {
  private let files: (swift: [String], deployment: [String])
  private let standardInput: String?
  private let migration: TreeMigration
  private let baseline: Baseline?
  private let newBaseline: String?
  private let cache: OutcomeCache?
  private let namedStore: String?
  /// Whether the files' text alone decides.
  let isLexical: Bool
  private let fileGuard: FileGuard

  /// Whether known findings are set aside.
  var hasBaseline: Bool { baseline != nil }

  /// `needsEdits` asks for each edit by itself, which the cache does not keep.
  init(_ options: SourceSelection, _ rules: RuleBook, needsEdits: Bool) throws {
    let settings = try MigrationSettings.holding(in: FileManager.default.currentDirectoryPath) ?? MigrationSettings()
    func placed(_ path: String) -> String { path.hasPrefix("/") ? path : settings.folder + path }
    let only = options.only.isEmpty ? settings.only : options.only
    let (skip, apply) = (settings.skip + options.skip, settings.apply + options.apply)
    let own = Set(options.only + options.skip + options.apply)
    /// A word that stands in the settings is looked for there.
    func place(_ id: String) -> String { own.contains(id) ? "" : "\(settings.folder)\(MigrationSettings.name): " }
    for id in only + skip where !rules.knows(id) { throw ValidationError(place(id) + rules.complaint(about: id)) }
    for id in apply { if let objection = rules.objection(toApplying: id) { throw ValidationError(place(id) + objection) } }
    let book = rules.keeping { (only.isEmpty || only.contains($0.id)) && !skip.contains($0.id) }
    let target = options.target ?? settings.to ?? .newest

    let paths = try options.paths.isEmpty ? settings.pathsInside() : options.paths
    if let jobs = options.jobs, jobs < 1 { throw ValidationError("'--jobs' is \(jobs); give 1 or more") }
    guard !paths.isEmpty else { throw ValidationError("no files named; name files or folders, or write 'paths' into \(MigrationSettings.name)") }
    let excluded = settings.exclude.map { $0.dropLast().contains("/") ? placed($0) : $0 } + options.exclude
    standardInput = paths.contains("-") ? options.stdinName : nil
    let selection = FileSelection(
      paths: paths.filter { $0 != "-" }, excluded: PathPatterns(excluded), ignores: !options.noIgnore, followsLinks: options.followLinks,
      tracked: GitTree.trackedFiles)
    let found = selection.found()
    for note in found.notes { printError(note.shown) }
    files = TreeMigration.sorted(found.files)

    let resolver = try options.evidence.resolver(unlessSaid: settings.evidence)
    let from = options.from ?? settings.from
    var cache: OutcomeCache?
    if !options.noCache, !needsEdits, resolver == nil {
      let choices = "\(from?.rawValue ?? "") \(target.rawValue) \(only.sorted()) \(skip.sorted()) \(apply.sorted())"
      do {
        cache = OutcomeCache(try ProgramCache().folder().makeFolder("outcomes"), circumstances: try Self.circumstances(choices))
      } catch let error as FlowCompilerError {
        // Whoever asked for the compiler has been told.
        if options.evidence.kind(unlessSaid: settings.evidence) == .lexical { printError("nothing is kept for the next time: \(error)") }
      }
    }
    self.cache = cache
    let fileGuard = FileGuard()
    self.fileGuard = fileGuard
    migration = TreeMigration(
      book: book,
      options: .init(
        from: from, target: target, requested: Set(apply), resolver: resolver, targetFolder: TargetFiles.folder, cache: cache,
        work: fileGuard.isOneAtATime ? OrderedWork(threads: 1) : options.jobs.map { OrderedWork(threads: $0) } ?? OrderedWork(),
        watch: fileGuard))
    baseline = try (options.baseline ?? settings.baseline.map(placed)).flatMap { path in
      // The one that is about to be made need not be there yet.
      path == options.writeBaseline ? nil : try Baseline(path: path)
    }
    newBaseline = options.writeBaseline
    namedStore = options.store
    isLexical = options.evidence.kind(unlessSaid: settings.evidence) == .lexical
  }

  /// The stores that the chosen flows have written.
  func stores() throws -> KnownStores { try KnownStores(namedStore, deployment: files.deployment) }

  /// Looks at all files and hands their outcomes over, Swift files first, each list in order.
  ///
  /// `check` may take back what Swift files become, before the files that start flows are looked at.
  func run(check: (([FileOutcome]) throws -> [FileOutcome])? = nil, _ deliver: (FileOutcome) throws -> Void) throws {
    try run(check: check, telling: { $0 }, deliver)
  }

  /// The same with what is told of each outcome, which is made on all cores unless outcomes are checked first.
  func run<Told: Sendable>(
    check: (([FileOutcome]) throws -> [FileOutcome])? = nil, telling: @escaping @Sendable (FileOutcome) -> Told, _ deliver: (Told) throws -> Void
  ) throws {
    fileGuard.start()
    defer { fileGuard.stop() }
    if let abandoned = WriteJournal.abandonedInThisFolder { show { printError("warning: \(abandoned)") } }
    var progress = Progress(total: files.swift.count + files.deployment.count)
    defer { progress.end() }
    var flows: [DeploymentContext.Flow] = []
    var fresh = Baseline()
    let baseline = baseline
    @Sendable func told(_ outcome: FileOutcome) -> Told { telling(baseline?.suppressing(outcome) ?? outcome) }
    func tell(_ outcome: FileOutcome, _ ready: Told? = nil) throws {
      if let reason = outcome.unresolved { show { printError("\(outcome.path.shownPath): judged by its text alone: \(reason)") } }
      if let flow = outcome.flow { flows.append(flow) }
      if newBaseline != nil { fresh.add(outcome) }
      try deliver(ready ?? told(outcome))
    }
    var waiting: [FileOutcome] = []
    let isChecked = check != nil
    func take(_ outcome: FileOutcome, _ ready: Told?) throws {
      progress.step()
      if isChecked { waiting.append(outcome) } else { try tell(outcome, ready) }
    }
    if let standardInput {
      let bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
      fileGuard.keepStandardInput(bytes)
      try migration.rewriteGiven(path: standardInput, bytes: bytes) { if isChecked { waiting.append($0) } else { try tell($0) } }
    }
    try migration.rewrite(files.swift, then: { ($0, isChecked ? nil : told($0)) }, deliver: take)
    if let check { for outcome in try check(waiting) { try tell(outcome) } }
    try migration.rewriteDeployments(files.deployment, flows: flows) { outcome in
      progress.step()
      try tell(outcome)
    }
    cache?.sweepDaily(now: Date())
    if let newBaseline { try Data(try fresh.text().utf8).write(to: URL(fileURLWithPath: newBaseline), options: .atomic) }
  }

  /// Shows something while files are looked at; not again when the process had to begin anew.
  func show(_ body: () throws -> Void) rethrows { try fileGuard.show(body) }

  /// What an outcome depends on beside the file: this program, the rules, the options.
  private static func circumstances(_ options: String) throws -> String {
    let folder = try RuleBook.folder()
    let walk = FileManager.default.enumerator(atPath: folder.path)
    var files = [Bundle.main.executablePath ?? CommandLine.arguments[0]]
    while let name = walk?.nextObject() as? String { if name.hasSuffix(".yml") { files.append(folder.path + "/" + name) } }
    let marks = files.sorted().map { path in
      var facts = stat()
      stat(path, &facts)
      #if os(Linux)
      return "\(path) \(facts.st_size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
      #else
      return "\(path) \(facts.st_size) \(facts.st_mtimespec.tv_sec).\(facts.st_mtimespec.tv_nsec)"
      #endif
    }
    return ([options] + marks).joined(separator: "\n")
  }
}

extension FileGuard: FileWatch {}
