import FlowCompiler
import Rewriting
import SourceFacts

extension CompileVerdict {
  /// What it proves of a flow in which nothing is to be changed.
  func proof(of outcome: FileOutcome) -> EraProof {
    let era = outcome.reached?.rawValue ?? "its era"
    func place(_ diagnostic: CompilerDiagnostic) -> String {
      diagnostic.path == outcome.path ? "line \(diagnostic.line)" : "\(diagnostic.path):\(diagnostic.line)"
    }
    switch self {
    case .compiles:
      let facts = FlowFacts(ParsedFile(path: outcome.path, text: String(decoding: outcome.before, as: UTF8.self)))
      return facts.conditionalLine.map { .open("line \($0): no compiler sees all branches of the '#if'") } ?? .proven
    case .brokenBefore(let error): return .open("\(place(error)): it does not compile as \(era): \(error.message)")
    case .isOlder(let older): return .open("it does not compile as \(era), but as \(older.rawValue) it does; give --from \(older.rawValue)")
    case .unfinished(let warning): return .open("\(place(warning)): \(warning.message)")
    case .broken(let error): return .open("\(place(error)): what changes beside it does not compile: \(error.message)")
    case .mixed(let reason), .waits(let reason), .notChecked(let reason): return .open(reason)
    }
  }
}
