import CRdKafka
public import DataflowCore

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Reads topics; each of their partitions is a partition of its own, named `0-orders`, and resumes at the next offset.
///
///     let messages = op.input("inp", flow, KafkaSource(brokers: ["localhost:9092"], topics: ["orders"]))
///
/// No consumer group is needed or touched: positions are kept with the flow's own state. Without a recovery store every start begins at
/// `startingOffset`. Partitions added while the flow runs are read from its next start on.
public struct KafkaSource<Item: Sendable>: FixedPartitionedSource {
  let reading: KafkaReading
  let decode: @Sendable (KafkaPart<Item>) throws -> Void

  public func listParts() throws -> [String] { try reading.listParts() }

  public func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> KafkaPart<Item> {
    KafkaPart(try reading.open(forPart, from: resumeState, for: stepID), decode)
  }
}

extension KafkaSource where Item == SerializedKafkaSourceMessage {
  /// Messages; an error of the consumer stops the flow.
  ///
  /// - Parameters:
  ///   - brokers: `host:port` of some brokers; they know the others.
  ///   - tail: whether to wait for more at the end of a partition.
  ///   - startingOffset: where a partition without a stored position begins.
  ///   - addConfig: librdkafka's properties, passed on unchanged; they win over the source's own.
  ///   - batchSize: how many messages at most are taken at a time.
  public init(
    brokers: [String], topics: [String], tail: Bool = true, startingOffset: KafkaOffset = .beginning,
    addConfig: [String: String] = [:],
    batchSize: Int = 1000
  ) {
    reading = KafkaReading(
      brokers: brokers, topics: topics, tail: tail, startingOffset: startingOffset, addConfig: addConfig, batchSize: batchSize)
    decode = { part in
      let name = part.tail.name
      try part.tail.poll {
        part.items.append(SerializedKafkaSourceMessage($0, topic: name))
      } onError: {
        throw $1
      }
    }
  }
}

extension KafkaSource where Item == SerializedKafkaSourceResult {
  /// Messages and errors of the consumer; with `raiseOnErrors` an error stops the flow. The label makes the items results.
  public init(
    brokers: [String], topics: [String], tail: Bool = true, startingOffset: KafkaOffset = .beginning,
    addConfig: [String: String] = [:],
    batchSize: Int = 1000, raiseOnErrors: Bool
  ) {
    reading = KafkaReading(
      brokers: brokers, topics: topics, tail: tail, startingOffset: startingOffset, addConfig: addConfig, batchSize: batchSize)
    decode = { part in
      let name = part.tail.name
      try part.tail.poll {
        part.items.append(.message(SerializedKafkaSourceMessage($0, topic: name)))
      } onError: {
        if raiseOnErrors { throw $1 }
        part.items.append(.error($0))
      }
    }
  }
}

extension KafkaSource where Item == ([UInt8]?, [UInt8]?) {
  /// `(key, value)` pairs, as the eras up to 0.17 had them; an error of the consumer stops the flow.
  package init(pairsOf reading: KafkaReading) {
    self.reading = reading
    decode = { part in
      try part.tail.poll { message in
        part.items.append(
          (
            .init(copying: message.pointee.key, message.pointee.key_len),
            .init(copying: message.pointee.payload, message.pointee.len)
          ))
      } onError: {
        throw $1
      }
    }
  }
}

extension KafkaSource where Item == Parted<SerializedKafkaSourceMessage, KafkaSourceError> {
  /// Batches that are parted already, for `kop.input`.
  package init(partsOf reading: KafkaReading) {
    self.reading = reading
    decode = { part in
      let name = part.tail.name
      var batch = Parted<SerializedKafkaSourceMessage, KafkaSourceError>()
      try part.tail.poll {
        batch.oks.append(SerializedKafkaSourceMessage($0, topic: name))
      } onError: { error, _ in
        batch.errs.append(error)
      }
      if !batch.oks.isEmpty || !batch.errs.isEmpty { part.items.append(batch) }
    }
  }
}

/// One partition being read; its state is the offset of the next message.
public final class KafkaPart<Item: Sendable>: StatefulSourcePartition {
  let tail: PartitionTail
  /// What the poll under way has brought.
  var items: [Item] = []
  private let decode: (KafkaPart<Item>) throws -> Void

  init(_ tail: PartitionTail, _ decode: @escaping (KafkaPart<Item>) throws -> Void) {
    self.tail = tail
    self.decode = decode
  }

  public func nextBatch() throws -> [Item] {
    defer { items = [] }
    try decode(self)
    return items
  }

  public func nextAwake() -> Date? { tail.pause.map { Date(timeIntervalSinceNow: Double($0) / 1000) } }

  public func snapshot() -> Int { tail.position }

  public func close() { tail.close() }
}

/// What a step has made of a batch: what went well, and what did not.
public struct Parted<Ok: Sendable, Failure: Sendable>: Sendable {
  public var oks: [Ok] = []
  public var errs: [Failure] = []

  @inlinable
  public init() {}
}
