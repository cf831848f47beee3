import Rewriting
import RuleBook
import SourceFacts

/// Brings all files of a tree that start flows to a newer era together: a command in one may see variables that another sets.
package struct DeploymentTree: Sendable {
  let context: DeploymentContext

  package init(_ context: DeploymentContext) { self.context = context }

  /// Whether a file can have anything to do with a flow, by a look at its bytes.
  package func concerns(_ bytes: [UInt8]) -> Bool {
    Self.marks.contains { bytes.contains(name: $0) } || context.programs.contains { bytes.contains(name: Array($0.utf8)) }
  }

  /// What a file says, to be decided on together with the others.
  package func read(path: String, bytes: [UInt8], kind: DeploymentKind) -> DeploymentReading {
    guard kind == .unread ? Self.names.contains(where: { bytes.contains(name: $0) }) : concerns(bytes) || kind == .environment
    else {
      return DeploymentReading(
        path: path, bytes: [], kind: kind, outcome: FileOutcome(path: path, before: bytes, after: bytes, findings: []))
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      let finding = Finding(
        rule: "not-utf8", file: path, action: .left, message: "not UTF-8 text; convert it to UTF-8 and run again")
      return DeploymentReading(
        path: path, bytes: [], kind: kind, outcome: FileOutcome(path: path, before: bytes, after: bytes, findings: [finding]))
    }
    if kind != .unread, let reason = TextBounds.excess(of: bytes) {
      return DeploymentReading(path: path, bytes: [], kind: kind, outcome: FileOutcome(unjudged: path, reason: reason))
    }
    if kind == .manifest {
      var sites = DeploymentSites(path: path, bytes: bytes, context: context)
      ManifestProducts(context: context).find(in: &sites)
      return DeploymentReading(path: path, bytes: [], kind: kind, outcome: sites.outcome)
    }
    return kind.reading(DeploymentReading(path: path, bytes: bytes, kind: kind))
  }

  /// What becomes of each file; `watch` is told which one is being decided on.
  package func decide(_ readings: [DeploymentReading], judging watch: any FileWatch = NoFileWatch()) -> [FileOutcome] {
    let decision = DeploymentDecision(context, DeploymentIndex(readings))
    return readings.indices.map { number in
      readings[number].outcome ?? watch.judging(readings[number].path, joined: false) { decision.outcome(of: number) }
    }
  }

  private static let names: [[UInt8]] = ["BYTEWAX_", "waxwing"].map { Array($0.utf8) }
  private static let marks: [[UInt8]] = [
    "BYTEWAX_", "ytewax", "waxwing", "sqlite-directory", "epoch-interval", "_duration_seconds", "item_",
  ]
  .map { Array($0.utf8) }
}

extension DeploymentKind {
  /// A file with what it says.
  fileprivate func reading(_ empty: DeploymentReading) -> DeploymentReading {
    switch self {
    case .shell:
      var run = ShellRun(empty)
      run.run(empty.mask.letters(empty.bytes, 0..<empty.bytes.count))
      return run.reading
    case .makefile:
      var reader = MakefileReader(empty)
      reader.read()
      return reader.reading
    case .dockerfile:
      var reader = DockerfileReader(empty)
      reader.read()
      return reader.reading
    case .yaml:
      var reader = YAMLReader(empty)
      reader.read()
      return reader.reading
    case .unit:
      var reader = UnitReader(empty)
      reader.read()
      return reader.reading
    case .environment:
      var reader = LineFiles(empty)
      reader.readEnvironment()
      return reader.reading
    case .processes:
      var reader = LineFiles(empty)
      reader.readProcesses()
      return reader.reading
    case .manifest, .unread: return empty
    }
  }
}
