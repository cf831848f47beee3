import RuleBook

extension RuleExample {
  /// The example as a part of its rule's page: the flow, and what it prints on either side of the change.
  func section(_ hop: Hop) -> String {
    var text =
      "\n## The difference, seen\n\n\(shows.prefix(1).uppercased())\(shows.dropFirst())\(shows.hasSuffix(".") ? "" : ".")\n"
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      text += "\nThe file `\(path)`:\n\n" + Self.block("text", content)
    }
    if !environment.isEmpty {
      text += "\nRun with \(environment.sorted { $0.key < $1.key }.map { "`\($0.key)=\($0.value)`" }.joined(separator: ", ")).\n"
    }
    if runs > 1 { text += "\nRun \(runs) times, one run after the other.\n" }
    if old == new {
      text += "\nThe flow, in either era:\n\n" + Self.block("swift", old)
    } else {
      text += "\nThe flow in \(hop.from):\n\n" + Self.block("swift", old)
      text += "\nThe flow in \(hop.to), written without a thought of the change:\n\n" + Self.block("swift", new)
    }
    for (era, output) in [(hop.from, before), (hop.to, after)] {
      text += output.isEmpty ? "\n\(era) prints nothing.\n" : "\n\(era) prints:\n\n" + Self.block("text", output)
    }
    if let told { text += "\nNo test runs this example: \(told)\n" }
    return text
  }

  private static func block(_ language: String, _ text: String) -> String {
    "```\(language)\n\(text)\(text.isEmpty || text.hasSuffix("\n") ? "" : "\n")```\n"
  }
}
