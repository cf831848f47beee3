import Rewriting
import RuleBook

/// The engine's metrics, which are called something else in a newer era.
struct MetricNames {
  private let kind: DeploymentKind?

  init(_ kind: DeploymentKind?) { self.kind = kind }

  func find(in sites: inout DeploymentSites) {
    guard let rule = sites.rule(.metrics) else { return }
    let names = rule.find["string"]?.list ?? []
    guard names.contains(where: { sites.bytes.contains(name: Array($0.utf8)) }) else { return }
    let isWanted = sites.context.requested.contains(rule.id)
    let words = WholeWords(sites.bytes)
    for name in names {
      for place in words.places(of: name) {
        sites.add(
          rule, at: place.lowerBound,
          "\(rule.summary); if this is Bytewax's, it is 'bytewax_\(name)' now; Waxwing serves no metrics yet",
          edit: isWanted ? .insert("bytewax_", at: place.lowerBound) : nil, evidence: .unverified)
      }
    }
  }
}
