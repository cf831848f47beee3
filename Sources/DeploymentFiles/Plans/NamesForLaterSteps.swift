import Rewriting

/// Variables that a workflow's step writes into a file for later steps, which no command is seen to read.
struct NamesForLaterSteps {
  static func mayBeIn(_ bytes: [UInt8]) -> Bool { bytes.contains(name: Array("GITHUB_ENV".utf8)) }

  func find(_ unread: UnreadWords, in sites: inout DeploymentSites) {
    guard Self.mayBeIn(sites.bytes) else { return }
    for place in unread.places where [.epochVariable, .sqliteVariable].contains(place.rule) {
      guard let rule = sites.rule(place.rule) else { continue }
      let needs = place.rule == .sqliteVariable ? ", and both intervals" : ""
      sites.add(
        rule, at: place.offset,
        "\(rule.summary); later steps read what is written into GITHUB_ENV, so give '\(place.word)' its new name here by hand\(needs)",
        evidence: .unverified)
    }
  }
}
