import Bytewax016
import DataflowCore
import KafkaConnector

/// Breaking changes: kafka-offset-zero (0.16 → 0.17), rename-kafka-input, kafka-source-messages (0.17 → 0.18).
///
/// Reads topics as `(key, value)` pairs of bytes, one at a time. That a stored offset of zero counted as none was a defect of 0.16.
@available(_PackageDescription, deprecated: 1, message: "rename-kafka-input: KafkaSource")
public struct KafkaInput: PartitionedInput {
  private let source: KafkaSource<([UInt8]?, [UInt8]?)>

  /// `addConfig` holds librdkafka's properties, passed on unchanged; with `tail` the input waits for more at the end.
  public init(
    brokers: [String], topics: [String], tail: Bool = true, startingOffset: KafkaOffset = .beginning,
    addConfig: [String: String] = [:]
  ) {
    source = KafkaSource(
      pairsOf: KafkaReading(
        brokers: brokers, topics: topics, tail: tail, startingOffset: startingOffset, addConfig: addConfig, batchSize: 1))
  }

  public func listParts() throws -> Set<String> { Set(try source.listParts()) }

  public func buildPart(forPart: String, resumeState: Int?) throws -> KafkaPart<([UInt8]?, [UInt8]?)>? {
    try source.buildPart(stepID: "", forPart: forPart, resumeState: resumeState)
  }

  public var sourceRecipe: SourceRecipe<([UInt8]?, [UInt8]?)> { source.sourceRecipe }
}

extension KafkaPart: StatefulSource {
  public func next() throws -> Item? { try nextBatch().first }
}
