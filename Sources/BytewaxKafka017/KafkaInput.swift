import Bytewax017
import DataflowCore
import KafkaConnector

/// Breaking changes: rename-kafka-input, kafka-source-messages, kafka-operators, kafka-batch-size-default (0.17 → 0.18).
///
/// Reads topics as `(key, value)` pairs of bytes; in 0.17 one at a time unless told otherwise. An error of the consumer stops the flow.
@available(_PackageDescription, deprecated: 1, message: "rename-kafka-input: KafkaSource")
public struct KafkaInput: PartitionedInput {
  private let source: KafkaSource<([UInt8]?, [UInt8]?)>

  /// `addConfig` holds librdkafka's properties, passed on unchanged; with `tail` the input waits for more at the end.
  public init(
    brokers: [String], topics: [String], tail: Bool = true, startingOffset: KafkaOffset = .beginning,
    addConfig: [String: String] = [:],
    batchSize: Int = 1
  ) {
    source = KafkaSource(
      pairsOf: KafkaReading(
        brokers: brokers, topics: topics, tail: tail, startingOffset: startingOffset, addConfig: addConfig, batchSize: batchSize))
  }

  public func listParts() throws -> [String] { try source.listParts() }

  public func buildPart(forPart: String, resumeState: Int?) throws -> KafkaPart<([UInt8]?, [UInt8]?)> {
    try source.buildPart(stepID: "", forPart: forPart, resumeState: resumeState)
  }

  public var sourceRecipe: SourceRecipe<([UInt8]?, [UInt8]?)> { source.sourceRecipe }
}

extension KafkaPart: StatefulSource {}
