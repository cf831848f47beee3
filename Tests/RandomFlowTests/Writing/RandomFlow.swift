import SourceFacts
import TestSupport

/// A flow as a careful team might have written it, made from a seed.
struct RandomFlow: Sendable {
  let seed: Int
  let era: Era
  let workers: Int
  let text: String
  let files: [String: String]
  let features: Set<FlowFeature>
  let silent: [SilentPlace]
  /// The steps whose state must be found under their own id afterwards.
  let stateIDs: [String]
  /// Those that get their names from callers or loops.
  let callerIDs: [String]
  /// Whether the order of the lines counts, too.
  let isExact: Bool
  /// What `waxwing run` calls the flow.
  let name: String
  var description: String { "\(seed) (\(era.rawValue), \(workers) workers)" }

  /// The parts that can be left out of a flow to make it smaller.
  static let parts = 4

  /// - Parameter skipping: sections to leave out.
  init(seed: Int, skipping: Set<Int> = []) {
    var random = SeededRandom(seed)
    // One number more, because seeds that follow one another begin alike.
    for _ in 0..<3 { _ = random.next() }
    let dice = Int.random(in: 0..<100, using: &random)
    era = dice < 32 ? .v0_16 : dice < 68 ? .v0_17 : dice < 95 ? .v0_18 : .v0_19
    workers = [1, 1, 1, 2, 3].randomElement(using: &random) ?? 1
    let domain = Domain.all.randomElement(using: &random) ?? Domain.all[0]
    var draft = FlowDraft(era: era, workers: workers, domain: domain, random: random)
    if workers > 1 { draft.features.insert(.workers) }
    let layout = FlowLayout.chosen(&draft)
    let (text, name) = layout.text(&draft, skipping: skipping)
    (self.seed, self.text, self.name) = (seed, text, name)
    (files, features, silent, isExact) = (draft.files, draft.features, draft.silent, draft.isExact)
    (stateIDs, callerIDs) = (draft.stateIDs, draft.callerIDs)
  }
}
