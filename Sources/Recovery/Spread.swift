import DataflowCore

/// Which partition a row belongs to; part of the format, so it never changes.
struct Spread: Sendable {
  let count: Int

  func partition(of snapshot: Snapshot) -> Int { partition(step: snapshot.step, key: snapshot.key) }

  func partition(step: String, key: String) -> Int { partition(stepHash: stableHash(step), key: key) }

  /// With the step's `stableHash`, for many keys of one step.
  func partition(stepHash: UInt64, key: String) -> Int {
    Int((stepHash &* 0x9E37_79B9_7F4A_7C15 ^ stableHash(key)) % UInt64(count))
  }
}
