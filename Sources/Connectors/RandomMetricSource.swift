#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif
public import DataflowCore

/// Makes up numbers, one every `interval`: a stream to try things on.
///
///     let load = op.input("load", flow, RandomMetricSource("load", interval: .seconds(0.1), count: 50))
///
/// Items are `(metricName, number)`; by default the numbers are whole, from 0 to 9.
public struct RandomMetricSource: FixedPartitionedSource {
  private let metricName: String
  private let interval: TimeSpan
  private let count: Int
  private let nextRandom: @Sendable () throws -> Double

  public init(
    _ metricName: String, interval: Duration = .seconds(0.7), count: Int = .max,
    nextRandom: @escaping @Sendable () throws -> Double = { Double(Int.random(in: 0..<10)) }
  ) {
    self.metricName = metricName
    self.interval = TimeSpan(interval)
    self.count = count
    self.nextRandom = nextRandom
  }

  public func listParts() throws -> [String] { [metricName] }

  public func buildPart(stepID: String, forPart: String, resumeState: RandomMetricState?) throws -> RandomMetricPartition {
    buildPart(now: .now(), forPart: forPart, resumeState: resumeState)
  }

  func buildPart(now: Instant, forPart: String, resumeState: RandomMetricState?) -> RandomMetricPartition {
    RandomMetricPartition(
      forPart, interval, count, nextRandom, resumeState ?? RandomMetricState(awakeAt: now, count: 0))
  }
}

/// How far a made-up metric has come.
public struct RandomMetricState: Hashable, Codable, Sendable {
  /// When the next number is due.
  public var awakeAt: Instant
  /// How many have been made.
  public var count: Int
}

/// The numbers of one metric.
public final class RandomMetricPartition: StatefulSourcePartition {
  private let metricName: String
  private let interval: TimeSpan
  private let count: Int
  private let nextRandom: () throws -> Double
  private var state: RandomMetricState

  init(_ metricName: String, _ interval: TimeSpan, _ count: Int, _ nextRandom: @escaping () throws -> Double, _ state: RandomMetricState) {
    self.metricName = metricName
    self.interval = interval
    self.count = count
    self.nextRandom = nextRandom
    self.state = state
  }

  public func nextBatch() throws -> [(String, Double)] {
    if state.count >= count { throw StopIteration() }
    state.awakeAt = state.awakeAt + interval
    state.count += 1
    return [(metricName, try nextRandom())]
  }

  public func nextAwake() -> Date? { state.awakeAt.date }

  public func snapshot() -> RandomMetricState { state }
}
