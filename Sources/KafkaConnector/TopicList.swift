import CRdKafka

extension KafkaClient {
  /// The numbers of a topic's partitions, asked of the broker.
  ///
  /// Asked by a producer's client, so that a cluster that makes topics on demand makes this one, as in every era. Throws `topicMissing`,
  /// `topicRefused`, `brokersUnreachable` or `authenticationRefused`.
  func partitions(of topic: String) throws -> [Int] {
    guard let described = rd_kafka_topic_new(handle, topic, nil) else {
      throw KafkaConnectorError(.topicRefused, topic, "", ConfluentKafkaError(rd_kafka_last_error()))
    }
    defer { rd_kafka_topic_destroy(described) }
    // A topic that is just being made has no leaders for a moment.
    var attempts = 0
    while true {
      var metadata: UnsafePointer<rd_kafka_metadata>?
      do { try ask { rd_kafka_metadata(handle, 0, described, &metadata, $0) } } catch let error as ConfluentKafkaError {
        throw KafkaConnectorError(.topicRefused, topic, "", error)
      }
      defer { rd_kafka_metadata_destroy(metadata) }
      guard let metadata, metadata.pointee.topic_cnt == 1 else { throw KafkaConnectorError(.topicMissing, topic) }
      let found = metadata.pointee.topics[0]
      switch found.err {
      case RD_KAFKA_RESP_ERR_NO_ERROR where found.partition_cnt > 0:
        return (0..<Int(found.partition_cnt)).map { Int(found.partitions[$0].id) }.sorted()
      case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NO_ERROR:
        attempts += 1
        if attempts > 10 { throw KafkaConnectorError(.topicMissing, topic) }
        rd_kafka_poll(handle, 100)
      default: throw KafkaConnectorError(.topicRefused, topic, "", ConfluentKafkaError(found.err))
      }
    }
  }
}
