import Rewriting
import RuleBook
import SourceFacts

/// Brings the files that start flows to a newer era: flags, environment variables, products of a package.
///
/// Only what certainly speaks of a flow is rewritten. Comments, quotes and the way lines are continued stay.
package struct DeploymentRewriter: Sendable {
  let context: DeploymentContext

  package init(_ context: DeploymentContext) { self.context = context }

  /// Whether a file can have anything to do with a flow, by a look at its bytes.
  package func concerns(_ bytes: [UInt8]) -> Bool {
    Self.marks.contains { bytes.contains(name: $0) } || context.programs.contains { bytes.contains(name: Array($0.utf8)) }
  }

  /// What becomes of a file.
  package func rewrite(path: String, bytes: [UInt8], kind: DeploymentKind) -> FileOutcome {
    guard concerns(bytes) else { return FileOutcome(path: path, before: bytes, after: bytes, findings: []) }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      let finding = Finding(rule: "not-utf8", file: path, action: .left, message: "not UTF-8 text; convert it to UTF-8 and run again")
      return FileOutcome(path: path, before: bytes, after: bytes, findings: [finding])
    }
    var sites = DeploymentSites(path: path, bytes: bytes, context: context)
    if kind == .manifest {
      ManifestProducts(context: context).find(in: &sites)
    } else {
      VariableNames(kind: kind).find(in: &sites)
      CommandFlags(kind: kind).find(in: &sites)
    }
    return sites.outcome
  }

  private static let marks: [[UInt8]] = ["BYTEWAX_", "ytewax", "waxwing", "sqlite-directory", "epoch-interval", "_duration_seconds", "item_"]
    .map { Array($0.utf8) }
}
