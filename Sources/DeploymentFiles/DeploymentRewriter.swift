import Rewriting
import RuleBook
import SourceFacts

/// Brings one file that starts flows to a newer era: flags, environment variables, products of a package.
///
/// Only what certainly speaks of a flow is rewritten. Comments, quotes and the way lines are continued stay.
package struct DeploymentRewriter: Sendable {
  private let tree: DeploymentTree

  package init(_ context: DeploymentContext) { tree = DeploymentTree(context) }

  /// What becomes of a file that stands alone.
  package func rewrite(path: String, bytes: [UInt8], kind: DeploymentKind) -> FileOutcome {
    tree.decide([tree.read(path: path, bytes: bytes, kind: kind)])[0]
  }
}
