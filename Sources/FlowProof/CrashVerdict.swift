/// What killing and resuming showed of the two sides.
package struct CrashVerdict: Sendable, Encodable {
  private enum CodingKeys: String, CodingKey { case kills, resumed, repeated, reason, difference, kind = "verdict" }

  package let kind: FlowVerdict.Kind
  /// How often the old and the rewritten flow were killed.
  package let kills: [Int]
  /// How often they then had a state to go on with, and output still to come.
  package let resumed: [Int]
  /// How many printed lines came again after a kill.
  package let repeated: [Int]
  package let reason: String?
  package let difference: OutputDifference?

  init(
    _ kind: FlowVerdict.Kind, kills: [Int] = [], resumed: [Int] = [], repeated: [Int] = [], reason: String? = nil,
    difference: OutputDifference? = nil
  ) {
    (self.kind, self.kills, self.resumed, self.repeated) = (kind, kills, resumed, repeated)
    (self.reason, self.difference) = (reason, difference)
  }

  /// The verdict for people.
  var lines: [String] {
    let said = [reason, difference?.text].compactMap(\.self).joined(separator: ": ")
    guard kills.count == 2 else { return ["killed: \(kind.rawValue): \(said)"] }
    let sides = ["before", "after"].enumerated().map { index, side in
      "\(side) \(kills[index]) times, \(resumed[index]) resumed midway, \(repeated[index]) printed lines came again"
    }
    return [
      "killed: \(kind.rawValue)\(said.isEmpty ? ", files exactly once, printed lines at least once" : ": \(said)")",
      "  " + sides.joined(separator: "; "),
    ]
  }
}
