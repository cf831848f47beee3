import Rewriting

/// What stays the same of a finding while the lines above it come and go.
///
/// It is made of the rule, the text of the line with its blanks evened out, and a number that tells equal pairs of these apart. The path
/// is no part of it, so whatever keeps fingerprints (a baseline, a code host) keeps them by file.
package enum Fingerprint {
  /// The fingerprints of a file's findings, in the order of the findings: 16 hexadecimal digits each.
  package static func all(of findings: [Finding], in lines: SourceLines) -> [String] {
    var seen: [UInt64: Int] = [:]
    // Numbers are dealt out by place, so that the order in which findings are told does not matter.
    let order = findings.indices.sorted {
      (findings[$0].line, findings[$0].column, $0) < (findings[$1].line, findings[$1].column, $1)
    }
    var prints = Array(repeating: "", count: findings.count)
    // A line may have many findings.
    var known: [Start: Hash] = [:]
    for index in order {
      let start = Start(rule: findings[index].rule, line: findings[index].line)
      var hash = known[start] ?? self.hash(of: start, lines)
      known[start] = hash
      let number = seen[hash.value, default: 0]
      seen[hash.value] = number + 1
      hash.add([0])
      hash.add(String(number).utf8)
      prints[index] = hash.hexadecimal
    }
    return prints
  }

  /// What findings of one rule on one line have in common.
  private struct Start: Hashable {
    let rule: String
    let line: Int
  }

  private static func hash(of start: Start, _ lines: SourceLines) -> Hash {
    var hash = Hash()
    hash.add(start.rule.utf8)
    hash.add([0])
    hash.add(evened(lines.bytes(ofLine: start.line)))
    return hash
  }

  /// A line without blanks at its ends, and with one blank for each run of them.
  private static func evened(_ line: ArraySlice<UInt8>) -> [UInt8] {
    Array(line.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.joined(separator: [0x20]))
  }

  /// FNV-1a in 64 bits: the same on every machine and in every run, which `Hasher` is not.
  private struct Hash {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    var hexadecimal: String {
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}

extension FileOutcome {
  /// The fingerprints of `findings`, in their order. What is suppressed is numbered with them, so that suppressing one finding leaves
  /// the others' fingerprints as they are.
  package var fingerprints: [String] {
    Array(Fingerprint.all(of: findings + suppressed.map(\.finding), in: SourceLines(before)).prefix(findings.count))
  }
}
