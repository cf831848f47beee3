import ArgumentParser
import FlowCompiler
import FlowProof
import Foundation
import MigrationReport
import RuleBook
import ShownText
import SourceFacts

/// `waxwing verify`: runs a flow and its rewrite and compares what they give.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a flow of an older era and its rewrite on the same input, and compare what they give.",
    discussion: """
      Each run gets a copy of the current folder, so that nothing in it changes: input files are found by relative paths, \
      output files are compared and thrown away. Outputs are compared as bags of lines, with one worker and with several. \
      The old flow is run twice; what differs from run to run proves nothing. What a flow does elsewhere, in a database or over \
      the network, it really does, once for each run; flows that use Kafka read a broker named with --broker, and what they \
      would write to topics is compared instead of written.

      Exit codes: 0 same; 1 differs, or a file could not be judged; 2 not comparable; 64 wrong usage; 130 interrupted.
      """)

  @Argument(
    help: ArgumentHelp(
      "Flows' files, each with the variable or function that gives the flow unless it is 'flow'.", valueName: "file.swift[:name]")
  )
  var flows: [String]

  @Option(name: [.long, .customLong("era")], help: "The era the flows are of; found from the source unless given.")
  var from: Era?

  @Option(help: "The era to compare with.")
  var to: Era = .newest

  @OptionGroup var evidence: EvidenceOption

  @Option(name: [.customShort("w", allowingJoined: true), .long], help: "Compare with one worker and with this many.")
  var workers = 2

  @OptionGroup var runs: ProofOptions

  @Flag(help: "Also kill both sides at random moments, let them resume from a store, and compare where they end.")
  var crash = false

  @Option(help: "How often each side is killed.")
  var kills = 10

  @Option(help: "What the moments are drawn from; equal seeds draw equal moments.")
  var seed: UInt64 = 1

  @Flag(help: "Print one JSON object instead of lines.")
  var json = false

  @Option(
    name: .customLong("arguments"), parsing: .remaining,
    help: ArgumentHelp("Everything behind this goes to the scripts themselves.", valueName: "word"))
  var words: [String] = []

  func validate() throws {
    guard workers > 0 else { throw ValidationError("'--workers' is \(workers); give 1 or more") }
    guard kills > 0 else { throw ValidationError("'--kills' is \(kills); give 1 or more") }
  }

  func run() throws {
    var settings = runs.settings(workers: workers)
    settings.words = words
    if crash { settings.crash = CrashSettings(kills: kills, seed: seed) }
    let proof: FlowProof
    do {
      proof = FlowProof(
        compiler: FlowCompiler(engine: try Engine.locate(), toolchain: try Toolchain.locate()), book: try .installed(),
        settings: settings,
        resolver: try evidence.resolver())
    } catch let error as FlowCompilerError {
      printError("error: \(error)")
      throw ExitCode(1)
    }
    let watch = InterruptWatch()
    defer { watch.end() }
    var verdicts: [FlowVerdict] = []
    for flow in flows {
      let verdict = try proof.verdict(on: flow, from: from, to: to)
      if !json { printShown(verdict.text) }
      verdicts.append(verdict)
    }
    if json { print(try FlowVerdict.json(verdicts).shownJSON, terminator: "") }
    let kinds = Set(verdicts.map(\.overall))
    if !kinds.isDisjoint(with: [.differs, .failed]) { throw ExitCode(1) }
    if kinds.contains(.notComparable) { throw ExitCode(2) }
  }
}

/// The options that say how flows are run to be compared.
struct ProofOptions: ParsableArguments {
  @Option(help: "Seconds that one run may last.")
  var timeout = 30.0

  @Option(help: "Megabytes that one run may print, and as many that it may write into files.")
  var outputLimit = 64

  @Option(help: "Megabytes of the current folder that may be copied.")
  var copyLimit = 256

  @Option(
    name: .customLong("input"),
    help: ArgumentHelp("Copy only this file or folder of the current one; may be repeated.", valueName: "path"))
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let flows read Kafka from this broker, whatever theirs is; what they would write is compared and not written.",
      valueName: "host:port"))
  var broker: String?

  @Option(help: "How many messages of each Kafka partition are read, the last ones.")
  var messages = 10_000

  func validate() throws {
    guard messages > 0 else { throw ValidationError("'--messages' is \(messages); give 1 or more") }
    guard timeout > 0 else { throw ValidationError("'--timeout' is \(timeout); give more than 0") }
    guard outputLimit > 0, copyLimit > 0 else { throw ValidationError("a limit of 0 MB leaves room for nothing; give 1 or more") }
    for path in inputs where path.hasPrefix("/") || path.split(separator: "/").contains("..") {
      throw ValidationError("'--input \(path)' leads outside of the current folder; give a path inside")
    }
  }

  /// How flows are run, with one worker and with `workers`.
  func settings(workers: Int) -> ProofSettings {
    var settings = ProofSettings()
    settings.workers = workers == 1 ? [1] : [1, workers]
    settings.limits = RunLimits(time: .seconds(timeout), bytes: outputLimit << 20)
    settings.copiedBytes = copyLimit << 20
    settings.inputs = inputs
    settings.kafka = broker.map { KafkaRehearsal(broker: $0, messages: messages) }
    return settings
  }
}

/// Lets an interrupted proof leave no program running and no folder behind.
final class InterruptWatch {
  private let sources: [any DispatchSourceSignal]

  init() {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { RunningPrograms.end(exitCode: 130) }
      source.resume()
      return source
    }
  }

  /// Gives the signals back.
  func end() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}
