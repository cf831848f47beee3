import DataflowCore

/// One worker's part of a sink whose messages are written exactly once, seen by readers of committed messages.
///
/// The flow's state and Kafka's topics are two stores that cannot be written in one stroke. So an epoch's messages first go into the
/// recovery store with everything else of that epoch, and only when that is safe into a transaction, together with their number. Killed
/// before the store is safe, the epoch is done again and nothing of it is in Kafka; killed after, the messages are in the store, and
/// the number in Kafka says whether they have been written.
final class TransactionalSink {
  private let id: StepID
  private let log: any SnapshotLog
  private let key: String
  private let producer: TransactionalProducer
  private let codec: StateCodec<[PendingMessages]>
  /// Messages of the present epoch.
  private var present: [SerializedKafkaSinkMessage] = []
  /// Epochs that are closed and not yet committed, with their messages.
  private var waiting: [(epoch: Int, stored: PendingMessages, messages: [SerializedKafkaSinkMessage])] = []
  private var sequence = 0
  /// Whether the store still has to learn what waits.
  private var hasChanged = false
  private var lookAt = Instant.distantPast
  private static let pause = TimeSpan(microseconds: 5000)
  /// Parts of executions with more workers that this worker has brought to their end.
  private var adopted: [String] = []

  /// Takes up what earlier executions have left: messages that the store has and Kafka has not are written now.
  init(
    _ id: StepID, _ assembly: Assembly, brokers: [String], topic: String?, addConfig: [String: String], transactionalID: String
  ) throws {
    self.id = id
    log = assembly.log
    key = "\(assembly.worker.index)"
    guard let codec = StateCodec<[PendingMessages]>() else { throw StateNotCodable(type: "[PendingMessages]") }
    self.codec = codec
    let (index, count) = (assembly.worker.index, assembly.worker.count)
    var left: [String: [PendingMessages]] = [:]
    try log.readStates(of: id) { part, state in
      if let number = Int(part), number % count == index { left[part] = try codec.decode(state) }
    }
    func take(over part: String) throws -> (TransactionalProducer, Int) {
      let producer = try TransactionalProducer(
        brokers: brokers, topic: topic, addConfig: addConfig, id: "\(transactionalID)-\(part)",
        notices: .standardError(of: id.qualified), isStopping: assembly.worker.isStopping)
      return (producer, try producer.finish(left[part] ?? [], topic: topic))
    }
    for part in left.keys.sorted() where part != key {
      _ = try take(over: part)
      adopted.append(part)
    }
    (producer, sequence) = try take(over: key)
    hasChanged = !(left[key] ?? []).isEmpty
  }

  func write(_ messages: [SerializedKafkaSinkMessage]) throws { present += messages }

  /// Makes an epoch's messages part of what the store keeps of it; without a store they are committed at once.
  func close(_ epoch: Int) throws {
    try commitWhatIsSafe(waiting: false)
    if !present.isEmpty {
      sequence += 1
      if log.isOpen {
        waiting.append((epoch, PendingMessages(sequence: sequence, present), present))
        hasChanged = true
      } else {
        try producer.commit(present, sequence: sequence)
      }
      present = []
    }
    guard log.isOpen else { return }
    var snapshots = adopted.map { Snapshot(step: id.qualified, key: $0, state: nil) }
    adopted = []
    if hasChanged { snapshots.append(Snapshot(step: id.qualified, key: key, state: try codec.encode(waiting.map(\.stored)))) }
    hasChanged = false
    log.append(snapshots)
  }

  /// Commits what a crash can no longer take back.
  private func commitWhatIsSafe(waiting wait: Bool) throws {
    if waiting.isEmpty { return }
    let safe = try log.safeEpoch(waiting: wait)
    let ready = waiting.prefix { $0.epoch <= safe }
    guard let last = ready.last else { return }
    try producer.commit(ready.flatMap(\.messages), sequence: last.stored.sequence)
    waiting.removeFirst(ready.count)
    hasChanged = true
  }

  /// When to ask the store again; `nil` when nothing waits for it. The store says nothing when it is done.
  var nextLook: Instant? { waiting.isEmpty ? nil : lookAt }

  /// Asks the store, and puts off the next time.
  func look(at now: Instant) throws {
    lookAt = now + Self.pause
    try commitWhatIsSafe(waiting: false)
  }

  /// Writes what the store has; what cannot be written soon is left to the next execution, which finds it in the store.
  func finish() throws {
    try commitWhatIsSafe(waiting: true)
  }
}

extension TransactionalProducer {
  /// Writes those of the stored messages whose number Kafka does not have; gives the last number used.
  fileprivate func finish(_ stored: [PendingMessages], topic: String?) throws -> Int {
    let unpacked = try stored.map { ($0.sequence, try $0.messages()) }
    let topics = Set(unpacked.flatMap { $0.1.compactMap { $0.topic ?? topic } }).union(topic.map { [$0] } ?? [])
    let done = try committed(in: topics)
    let missing = unpacked.filter { $0.0 > done }
    let last = unpacked.last?.0 ?? 0
    try commit(missing.flatMap(\.1), sequence: last)
    return max(last, done)
  }
}

extension KafkaSink {
  /// How a sink with a `transactional.id` is written.
  func transactionalRecipe(_ transactionalID: String) -> SinkRecipe<SerializedKafkaSinkMessage> {
    .step { id, port in
      port.graph.add(id, reads: [port.erased], keepsRows: true, sees: .orderByKey) { [index = port.index] assembly in
        let sink = try TransactionalSink(
          id, assembly, brokers: brokers, topic: topic, addConfig: addConfig, transactionalID: transactionalID)
        assembly.connect(
          index,
          Inlet<SerializedKafkaSinkMessage>(
            receive: { messages in try id.naming { try sink.write(messages) } },
            signal: { signal in if case .close(let epoch) = signal { try id.naming { try sink.close(epoch) } } }))
        assembly.add(
          TimedNode(
            nextWake: { sink.nextLook }, wake: { [worker = assembly.worker] in try id.naming { try sink.look(at: worker.now) } }))
        assembly.addClosing { try id.naming { try sink.finish() } }
      }
    }
  }
}
