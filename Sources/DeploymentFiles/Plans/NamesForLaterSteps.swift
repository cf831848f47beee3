import Rewriting

/// Variables that a workflow's step writes into a file for later steps, which no command is seen to read.
struct NamesForLaterSteps {
  func find(in sites: inout DeploymentSites) {
    let place = Array("GITHUB_ENV".utf8)
    guard sites.bytes.contains(name: place) else { return }
    for (name, id) in [(BytewaxVariable.epochInterval, DeploymentRule.epochVariable), (BytewaxVariable.sqliteDirectory, .sqliteVariable)] {
      guard let rule = sites.rule(id) else { continue }
      let wanted = Array(name.utf8)
      for line in Lines(sites.bytes).ranges where sites.bytes[line].count >= wanted.count {
        let text = sites.bytes[line]
        guard Array(text).contains(name: place), let start = text.indices.first(where: { text[$0...].starts(with: wanted) }) else { continue }
        sites.add(
          rule, at: start, "\(rule.summary); later steps read what is written into GITHUB_ENV, so give '\(name)' its new name here by hand",
          evidence: .unverified)
      }
    }
  }
}
