import CRdKafka

/// librdkafka's own cluster inside this process, for failures that a real broker does not make to order.
///
/// Unchecked because every function called here takes the cluster's lock (rdkafka_mock.h).
final class MockCluster: @unchecked Sendable {
  private let owner: OpaquePointer
  private let cluster: OpaquePointer
  let address: String

  init(topic: String, partitions: Int = 1) throws {
    let configuration = rd_kafka_conf_new()
    rd_kafka_conf_set_log_cb(configuration) { _, _, _, _ in }
    guard let owner = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, nil, 0), let cluster = rd_kafka_mock_cluster_new(owner, 1)
    else {
      throw PeerError("no mock cluster")
    }
    self.owner = owner
    self.cluster = cluster
    address = String(cString: rd_kafka_mock_cluster_bootstraps(cluster))
    rd_kafka_mock_topic_create(cluster, topic, Int32(partitions), 1)
  }

  deinit {
    rd_kafka_mock_cluster_destroy(cluster)
    rd_kafka_destroy(owner)
  }

  /// Makes another topic of one partition.
  func make(topic: String) { rd_kafka_mock_topic_create(cluster, topic, 1, 1) }

  func goDown() { rd_kafka_mock_broker_set_down(cluster, 1) }
  func comeUp() { rd_kafka_mock_broker_set_up(cluster, 1) }

  /// Makes the broker answer the next requests of a kind with errors.
  func refuse(request kind: Int16, with errors: [rd_kafka_resp_err_t]) {
    rd_kafka_mock_push_request_errors_array(cluster, kind, errors.count, errors)
  }

  /// Makes everything about a topic an error.
  func refuse(topic: String, with error: rd_kafka_resp_err_t) { rd_kafka_mock_topic_set_error(cluster, topic, error) }
}
