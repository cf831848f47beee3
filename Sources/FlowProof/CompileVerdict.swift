import FlowCompiler
import Rewriting
import SourceFacts

/// What the compiler says of a rewritten file.
package enum CompileVerdict: Sendable, Equatable {
  /// It compiles for the era it reached, and every old spelling left in it has a finding that says why.
  case compiles
  /// It compiled before and does not now.
  case broken(CompilerDiagnostic)
  /// It does not compile now, and did not before either.
  case brokenBefore(CompilerDiagnostic)
  /// It is not to be changed and does not compile, but as this older era it does.
  case isOlder(Era)
  /// An old spelling is left, and no finding says why.
  case unfinished(CompilerDiagnostic)
  /// The files that are compiled together import eras that do not go together.
  case mixed(String)
  /// It would compile, but a target that it imports, or that imports it, would not; with why, in words.
  case waits(String)
  /// The compiler could not be asked.
  case notChecked(String)

  /// The verdict on a file that waits for a target, with what the compiler said of that one, if that is why.
  static func waits(for target: String, _ verdict: CompileVerdict?) -> CompileVerdict {
    guard case .broken(let error) = verdict else { return .waits("the target '\(target)', which goes with this one, is left as it was") }
    return .waits("the target '\(target)' would not compile with it: '\(error.message)' in \(error.path):\(error.line)")
  }

  /// Whether the file may be written.
  package var allowsWriting: Bool {
    switch self {
    case .compiles, .brokenBefore, .isOlder, .notChecked: true
    case .broken, .unfinished, .mixed, .waits: false
    }
  }

  /// What the user should know of it; nil when there is nothing to say.
  func finding(for outcome: FileOutcome) -> Finding? {
    func finding(_ rule: String, _ action: Finding.Action, _ message: String, at place: (line: Int, column: Int)? = nil)
      -> Finding
    {
      Finding(
        rule: rule, file: outcome.path, line: place?.line ?? 1, column: place?.column ?? 1,
        severity: action == .left ? .loud : .none,
        evidence: .typed, action: action, message: message)
    }
    /// Where in the old text something is that the compiler said of the new one.
    func place(_ diagnostic: CompilerDiagnostic) -> (line: Int, column: Int)? {
      diagnostic.path == outcome.path ? outcome.originalPlace(line: diagnostic.line, column: diagnostic.column) : nil
    }
    let era = outcome.reached?.rawValue ?? "the newest era"
    func says(_ diagnostic: CompilerDiagnostic) -> String {
      guard diagnostic.path == outcome.path else { return "'\(diagnostic.message)' in \(diagnostic.path):\(diagnostic.line)" }
      return "'\(diagnostic.message)' in '\(outcome.newLine(diagnostic.line) ?? "")'"
    }
    switch self {
    case .compiles, .isOlder: return nil
    case .broken(let error):
      return finding(
        "not-verified", .left, "rewritten to \(era) it would not compile: \(says(error)); the file is left as it was",
        at: place(error))
    case .unfinished(let warning):
      return finding(
        "not-verified", .left,
        "rewritten to \(era) it would still use what '\(warning.breakingChange ?? "")' changed, without a word: \(says(warning)); the file is left as it was",
        at: place(warning))
    case .waits(let reason): return finding("not-verified", .left, "\(reason); the file is left as it was")
    case .mixed(let reason): return finding("not-verified", .left, "\(reason); the file is left as it was")
    case .brokenBefore(let error):
      let isHere = error.path == outcome.path
      let elsewhere = isHere ? "" : " in \(error.path):\(error.line)"
      return finding(
        "does-not-compile", .reported,
        "it did not compile for \(outcome.from?.rawValue ?? "its era") before either: '\(error.message)'\(elsewhere); mend it and check again",
        at: isHere ? (error.line, error.column) : nil)
    case .notChecked(let reason): return finding("not-compiled", .reported, "not checked by the compiler: \(reason)")
    }
  }
}
