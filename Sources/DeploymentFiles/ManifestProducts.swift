import Rewriting
import RuleBook
import SourceFacts

/// The products of a package's manifest that name an era, as the imports of its flows do.
struct ManifestProducts {
  let context: DeploymentContext

  func find(in sites: inout DeploymentSites) {
    let file = ParsedFile(path: sites.path, text: String(decoding: sites.bytes, as: UTF8.self))
    let new = context.target.rawValue.replacing(".", with: "")
    for string in FlowFacts(file).strings {
      guard let eras = EraVocabulary.eras(ofModule: string.value), eras.count == 1, let era = eras.first,
        era < context.target || (era == context.assumed && era > context.target)
      else { continue }
      let old = era.rawValue.replacing(".", with: "")
      guard string.value.hasSuffix(old), !string.value.hasPrefix("BytewaxPeriodic") else { continue }
      let folder = sites.path.split(separator: "/").dropLast()
      let straggler = context.flows.first {
        $0.reached != context.target && $0.path.split(separator: "/").starts(with: folder)
      }
      // It goes to the new era as the imports do, unless a flow of the package stays behind.
      let product = String(string.value.dropLast(old.count)) + new
      sites.change(
        .pinnedEra, at: string.place.range.lowerBound,
        "the product names its era; '\(product)' is the one of \(context.target.rawValue)",
        string.place.range, product, held: straggler.map { "'\($0.path)' stays in \($0.reached.rawValue) and still needs it" })
    }
  }
}
