import Foundation
import TestSupport
import Testing

/// Flows made from seeds run in their era and, rewritten, in the newest: nothing changes that nobody is told of.
@Suite("Random flows", .serialized)
struct RandomFlowTests {
  /// How many flows, and from which seed on: `make fuzz-flows` sets both.
  static let count = number("WAXWING_FLOWS") ?? 30
  static let seed = number("WAXWING_FLOWS_SEED") ?? 1

  private static func number(_ variable: String) -> Int? { ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } }

  /// What became of all flows, found out once.
  static let judged = Result {
    let start = ContinuousClock.now
    let judged = try (0..<count).split(into: 250).flatMap { part in
      try FlowTrials(flows: part.map { RandomFlow(seed: seed + $0) }).judged()
    }
    tell(judged, ContinuousClock.now - start)
    return judged
  }

  @Test("a flow does the same when it is rewritten, or says what it does not")
  func aRewrittenFlowDoesTheSame() throws {
    let judged = try Self.judged.get()
    let failed = judged.filter(\.outcome.isFailure)
    for one in try FlowKeeping.shrunk(Array(failed.prefix(8))) + failed.dropFirst(8) {
      try FlowKeeping.keep(one)
      Issue.record("seed \(one.flow.description): \(one.outcome.kind); see \(FlowKeeping.folder.path)/\(one.flow.seed)")
    }
    #expect(judged.count { $0.outcome == .same } * 5 >= judged.count * 4)
  }

  @Test func enoughFlowsHoldWhatIsHardToKeep() throws {
    let hard: Set<FlowFeature> = [.factory, .shadow, .workers]
    let flows = try Self.judged.get().map(\.flow)
    #expect(flows.count { !$0.features.isDisjoint(with: hard) } * 2 >= flows.count)
  }

  @Test("a defect that is put back is found", .enabled(if: count >= 300), arguments: PutBackDefect.allCases)
  func aDefectThatIsPutBackIsFound(_ defect: PutBackDefect) throws {
    let judged = try Self.judged.get().prefix(300)
    let places = judged.indices.filter { judged[$0].outcome == .same && defect.text(judged[$0].flow, judged[$0].rewritten) != nil }
    let tried = places.prefix(12)
    let spoiled = try FlowTrials(flows: tried.map { judged[$0].flow }, spoil: defect.text).judged()
    let found = zip(tried, spoiled).filter { $1.outcome.isFailure }
    print("\(defect): \(places.count) of \(judged.count) flows have a place for it; found in \(found.count) of \(tried.count), first in flow \(found.first.map { "\($0.0 + 1)" } ?? "none")")
    #expect(!found.isEmpty)
  }

  private static func tell(_ judged: [JudgedFlow], _ duration: Duration) {
    let outcomes = judged.reduce(into: [String: Int]()) { $0[$1.outcome.kind, default: 0] += 1 }
    let features = FlowFeature.allCases.map { feature in "\(feature.rawValue) \(judged.count { $0.flow.features.contains(feature) })" }
    let kinds = outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    print("\(judged.count) flows from seed \(seed) in \(duration.components.seconds) s: \(kinds.joined(separator: "; "))")
    print("with " + features.joined(separator: ", "))
    for one in judged { if case .left(_, let message) = one.outcome { print("left: seed \(one.flow.description): \(message)") } }
  }
}

extension Range<Int> {
  /// The range in pieces of at most so many.
  func split(into size: Int) -> [Range<Int>] {
    stride(from: lowerBound, to: upperBound, by: size).map { $0..<Swift.min($0 + size, upperBound) }
  }
}
