import ArgumentParser
import FlowCompiler
import FlowProof
import Foundation
import ShownText
import SourceFacts

/// `waxwing run`: compiles a flow of any era, unchanged, and becomes it.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a flow of any era, as it is.",
    discussion: """
      The file is a script that leaves a Dataflow in a variable, or has a function returning one. It is compiled against \
      the era it was written for, once; after that it starts at once. A script that calls an entry point itself is run \
      as it is.
      """)

  @Argument(
    help: ArgumentHelp(
      "The flow's file, and the variable or function that gives the flow unless it is 'flow'.", valueName: "file.swift[:name]"))
  var flow: String

  @Option(help: ArgumentHelp("Era to compile for: \(EraModules.eras.joined(separator: ", ")), or auto.", valueName: "era"))
  var era = "auto"

  @Flag(name: .shortAndLong, help: "Say which era was found and why, and what the compiler warned of.")
  var verbose = false

  @Flag(help: "Compile quickly rather than for speed. [env: WAXWING_DEBUG]")
  var debug = false

  @Flag(help: "Compile with a warning at every spelling that 0.19 no longer has; none left means that the migration is finished.")
  var strict = false

  @OptionGroup(title: "Options of the flow")
  var flags: FlowFlags

  @Argument(parsing: .postTerminator, help: ArgumentHelp("Words for the script itself, after '--'.", valueName: "word"))
  var words: [String] = []

  func run() throws {
    do {
      let reference = try FlowReference(flow)
      let (wanted, reason) = try wantedEra(of: reference)
      let program = try compiler().build(reference, era: wanted) { source in
        try ScriptFacts(of: source, wantedEra: wanted)
      }
      if verbose { explain(program, try reasons(of: program, reference, wanted), reason) } else if strict { Self.print(program.warnings) }
      try program.replaceProcess(arguments: flags.asTyped + (words.isEmpty ? [] : ["--"] + words))
    } catch {
      if let diagnostics = (error as? FlowCompilerError)?.diagnostics {
        Self.print(diagnostics)
        if let words = Self.wordsOfOtherEras(flow) { Self.print("error: \(words)\n") }
      }
      Self.print("error: \(error)\n")
      throw ExitCode(1)
    }
  }

  /// The era that was asked for, or `auto`; and why it is what it is, unless the file says so itself.
  ///
  /// A file that may be of 0.16 is, when it is started as only 0.16 was: later eras would not know the flags, and would not read the variables.
  private func wantedEra(of reference: FlowReference) throws -> (era: String, reason: String?) {
    let wanted = era.hasPrefix("v") ? String(era.dropFirst()) : era
    guard wanted == "auto", let sign = flags.signOf016(in: ProcessInfo.processInfo.environment) else { return (wanted, nil) }
    let detected = EraDetection.detect(source: try FlowSource(path: reference.path).text)
    guard detected.isFlow, detected.possible.contains(.v0_16), detected.era != .v0_16 else { return (wanted, nil) }
    return (Era.v0_16.rawValue, "it may be 0.16 or later, and \(sign) is 0.16")
  }

  private func compiler() throws -> FlowCompiler {
    let isQuick = debug || ProcessInfo.processInfo.environment["WAXWING_DEBUG"].map { !$0.isEmpty } ?? false
    return FlowCompiler(
      engine: try Engine.locate(), toolchain: try Toolchain.locate(), optimization: isQuick ? .quick : nil,
      isStrict: strict)
  }

  /// Why the flow is of its era, also where the program was kept and nobody has looked at its source.
  private func reasons(of program: CompiledProgram, _ reference: FlowReference, _ wanted: String) throws -> [String] {
    guard program.wasCached else { return program.reasons }
    return try ScriptFacts(of: try FlowSource(path: reference.path), wantedEra: wanted).reasons
  }

  private func explain(_ program: CompiledProgram, _ reasonsOfEra: [String], _ reason: String?) {
    let how = program.wasCached ? "compiled before" : "compiled now"
    let reasons = reason.map { ["\(program.flow): \($0)"] } ?? []
    Self.print((reasonsOfEra + reasons + ["\(program.flow): \(how), \(program.path)"]).map { $0 + "\n" }.joined())
    Self.print(program.warnings)
  }

  /// What in a flow's file is of an era that is not known, which explains why it does not compile; nil for a file without such words.
  private static func wordsOfOtherEras(_ flow: String) -> String? {
    guard let path = try? FlowReference(flow).path, let source = try? FlowSource(path: path) else { return nil }
    let words = FlowFacts(ParsedFile(path: path, text: source.text)).otherEraWords
    return words.first.map { "\(path):\($0.place.line):\($0.place.column): \(OtherEraWord.sentence(words))" }
  }

  /// What the compiler says repeats lines of the file, which may hold secrets.
  private static func print(_ text: String) { FileHandle.standardError.write(Data(text.withoutSecrets(isSwift: true).shownLines.utf8)) }
}
