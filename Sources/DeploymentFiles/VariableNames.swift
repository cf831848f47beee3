import Rewriting
import RuleBook

/// Environment variables and metrics that are called something else in a newer era.
///
/// Their names are Bytewax's own, so a whole word of this name is certain; a longer one that holds it is something else.
struct VariableNames {
  let kind: DeploymentKind

  func find(in sites: inout DeploymentSites) {
    let words = Words(sites.bytes, kind: kind)
    for id in ["epoch-interval-env-renamed", "sqlite-directory-env-renamed"] {
      guard let rule = sites.rule(id), let old = rule.find["string"]?.list.first, let new = rule.edit.first?.argument.text else { continue }
      let isThere = !words.places(of: new).isEmpty
      for place in words.places(of: old) {
        if isThere {
          sites.add(rule, at: place.lowerBound, "\(rule.summary); '\(new)' is here as well, take one of them out")
        } else {
          sites.add(rule, at: place.lowerBound, edit: .replace(place, with: new))
        }
      }
    }
    if let rule = sites.rule("processes-flag-moved"), let place = words.places(of: "BYTEWAX_PROCESSES").first {
      sites.add(rule, at: place.lowerBound, "\(rule.summary); start each process with -i and -a, or one with -w")
    }
    missingIntervals(words, &sites)
    metrics(words, &sites)
  }

  /// From 0.18 on a store needs both intervals.
  private func missingIntervals(_ words: Words, _ sites: inout DeploymentSites) {
    guard let rule = sites.rule("recovery-flags-required") else { return }
    let stores = words.settings(of: "BYTEWAX_RECOVERY_DIRECTORY") + words.settings(of: "BYTEWAX_SQLITE_DIRECTORY")
    guard let store = stores.min(by: { $0.lowerBound < $1.lowerBound }) else { return }
    // A flag of a flow's command in the same file will do as well.
    let programs = sites.context.programs
    let commands = CommandFile(sites.bytes, kind).commands.compactMap { FlowCommand($0, programs: programs) }
    // The other one is put in where a store is named on the command line.
    let isAdded = commands.contains { $0.flag(StoreInterval.storeFlags) != nil }
    let needed = isAdded ? [StoreInterval.snapshot] : [.snapshot, .backup]
    let missing = needed.filter { !$0.isGiven(by: commands, or: words) }.map(\.setting)
    if !missing.isEmpty { sites.add(rule, at: store.lowerBound, "\(rule.summary); add \(missing.joined(separator: " and ")), what it was until now") }
  }

  private func metrics(_ words: Words, _ sites: inout DeploymentSites) {
    guard let rule = sites.rule("metric-names-prefixed") else { return }
    for name in rule.find["string"]?.list ?? [] {
      for place in words.places(of: name) {
        let isWanted = sites.context.requested.contains(rule.id)
        sites.add(
          rule, at: place.lowerBound, "\(rule.summary); if this is the engine's, it is 'bytewax_\(name)' now",
          edit: isWanted ? .insert("bytewax_", at: place.lowerBound) : nil, evidence: .unverified)
      }
    }
  }
}

/// The words of a text outside of its comments.
struct Words {
  private let bytes: [UInt8]
  private let comments: [Range<Int>]

  init(_ bytes: [UInt8], kind: DeploymentKind) {
    self.bytes = bytes
    comments = Lines(bytes).ranges.compactMap { line in
      var quote: UInt8?
      var previous = UInt8(ascii: " ")
      for position in line {
        let byte = bytes[position]
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: "\"") || (byte == UInt8(ascii: "'") && previous != UInt8(ascii: "\\")) {
          quote = byte
        } else if byte == UInt8(ascii: "#"), previous == UInt8(ascii: " ") || previous == UInt8(ascii: "\t") {
          return position..<line.upperBound
        }
        previous = byte
      }
      return nil
    }
  }

  /// Where a name stands as a whole word.
  func places(of name: String) -> [Range<Int>] {
    let wanted = Array(name.utf8)
    var found: [Range<Int>] = []
    var rest = bytes[...]
    while let start = rest.firstIndex(of: wanted[0]) {
      let end = start + wanted.count
      rest = bytes[(start + 1)...]
      guard end <= bytes.count, bytes[start..<end].elementsEqual(wanted) else { continue }
      if start > 0, Self.isLetter(bytes[start - 1]) { continue }
      if end < bytes.count, Self.isLetter(bytes[end]) { continue }
      if !comments.contains(where: { $0.contains(start) }) { found.append(start..<end) }
    }
    return found
  }

  /// Where a name is given a value rather than read.
  func settings(of name: String) -> [Range<Int>] {
    places(of: name).filter { $0.lowerBound == 0 || (bytes[$0.lowerBound - 1] != UInt8(ascii: "$") && bytes[$0.lowerBound - 1] != UInt8(ascii: "{")) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || byte == UInt8(ascii: "_")
  }
}
