import CRdKafka
import Synchronization

#if canImport(Glibc)
@preconcurrency import Glibc
#elseif canImport(Darwin)
@preconcurrency import Darwin
#endif

/// One librdkafka client: its threads, its connections, and what it reports beside messages.
///
/// Unchecked because librdkafka's handle may be used from any thread (its own manual says so of every function called here) and never
/// changes, and `events` guards itself.
final class KafkaClient: @unchecked Sendable {
  let handle: OpaquePointer
  let events: ClientEvents
  let settings: ClientSettings

  /// Starts a client; it connects when something is asked of it. Throws `noBrokers` or `badSetting`.
  init(_ kind: rd_kafka_type_t, _ settings: ClientSettings, reportingTo notices: Notices = .standardError) throws {
    guard !settings.brokers.isEmpty else { throw KafkaConnectorError(.noBrokers, "") }
    self.settings = settings
    events = ClientEvents(settings, notices)
    let configuration = try settings.configuration()
    // The client keeps `events` alive for as long as the handle, so that the pointer stays good.
    rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(events).toOpaque())
    rd_kafka_conf_set_error_cb(configuration) { handle, code, reason, opaque in
      guard let events = ClientEvents.behind(opaque) else { return }
      events.add(rd_kafka_resp_err_t(rawValue: code), reason.map { String(cString: $0) } ?? "", of: handle)
    }
    // What people need to know is said by errors and notices; librdkafka's own log is for those who ask for it.
    if settings["debug"] == nil && settings["log_level"] == nil {
      rd_kafka_conf_set_log_cb(configuration) { _, _, _, _ in }
    } else {
      rd_kafka_conf_set_log_cb(configuration) { handle, level, facility, text in
        guard let handle, let events = ClientEvents.behind(rd_kafka_opaque(handle)), let facility, let text else { return }
        events.log("%\(level)|\(String(cString: facility))|\(String(cString: rd_kafka_name(handle)))| \(String(cString: text))")
      }
    }
    if kind == RD_KAFKA_PRODUCER {
      rd_kafka_conf_set_dr_msg_cb(configuration) { _, message, opaque in
        guard let message, message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        ClientEvents.behind(opaque)?.addUndelivered(message)
      }
    }
    var made: OpaquePointer?
    let refusal = withReason {
      made = rd_kafka_new(kind, configuration, $0, $1)
      return made != nil
    }
    guard let made else {
      rd_kafka_conf_destroy(configuration)
      throw KafkaConnectorError(.badSetting, settings.brokers, settings.hiding(refusal ?? ""))
    }
    handle = made
  }

  deinit { rd_kafka_destroy(handle) }

  /// Serves what librdkafka has to report; throws when it is something that waiting cannot mend.
  func serve(milliseconds: Int32 = 0) throws {
    rd_kafka_poll(handle, milliseconds)
    try events.throwIfHopeless()
  }

  /// Repeats a question that `timeout` milliseconds are given for until it is answered, or until the settings' patience is over.
  func ask(timeout: Int32 = 1000, _ question: (_ timeout: Int32) -> rd_kafka_resp_err_t) throws {
    let start = ContinuousClock.now
    var hasSaid = false
    while true {
      let code = question(min(timeout, Int32(clamping: settings.patience)))
      try serve()
      switch code {
      case RD_KAFKA_RESP_ERR_NO_ERROR: return
      case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
        RD_KAFKA_RESP_ERR__WAIT_COORD,
        RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
        RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION:
        if ContinuousClock.now - start > .milliseconds(settings.patience) {
          throw KafkaConnectorError(.brokersUnreachable, settings.brokers, events.lastReason ?? "\(ConfluentKafkaError(code))")
        }
        if !hasSaid && !events.hasSaidDown {
          let reason = events.lastReason.map { " (\($0))" } ?? ""
          events.notices.say(
            "no Kafka broker answers at \(settings.brokers) yet\(reason); trying again for \(settings.patience / 1000) s")
        }
        hasSaid = true
        rd_kafka_poll(handle, 100)
      default: throw ConfluentKafkaError(code)
      }
    }
  }
}

/// What a client has reported through librdkafka's callbacks, which come on whatever thread serves them.
final class ClientEvents: Sendable {
  private struct State {
    var hopeless: KafkaConnectorError?
    var undelivered: (count: Int, topic: String, bytes: Int, error: ConfluentKafkaError)?
    var isDown = false
    var lastReason: String?
  }

  private let state = Mutex(State())
  /// Whether there is anything worth locking for.
  private let isNews = Atomic<Bool>(false)
  private let brokers: String
  private let settings: ClientSettings
  let notices: Notices

  init(_ settings: ClientSettings, _ notices: Notices) {
    (self.settings, brokers) = (settings, settings.brokers)
    self.notices = notices
  }

  /// A line of librdkafka's own log, as it writes them.
  fileprivate func log(_ line: String) { fputs(settings.hiding(line) + "\n", stderr) }

  /// The events of the client that a callback is about.
  static func behind(_ opaque: UnsafeMutableRawPointer?) -> ClientEvents? {
    opaque.map { Unmanaged<ClientEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Whether it has been said that no broker answers.
  var hasSaidDown: Bool { state.withLock { $0.isDown } }

  var lastReason: String? { state.withLock { $0.lastReason } }

  fileprivate func add(_ code: rd_kafka_resp_err_t, _ reason: String, of handle: OpaquePointer?) {
    // How long something took and how often it was met before are librdkafka's own affairs.
    let reason = settings.hiding(String(reason[..<(reason.ranges(of: " (after ").last?.lowerBound ?? reason.endIndex)]))
    let (error, down) = state.withLock { state -> (KafkaConnectorError?, String?) in
      // That all are down is said after why the last one is.
      if code != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || state.lastReason == nil { state.lastReason = reason }
      if code == RD_KAFKA_RESP_ERR__AUTHENTICATION {
        state.hopeless = KafkaConnectorError(.authenticationRefused, brokers, "", ConfluentKafkaError(code, reason))
      } else if code == RD_KAFKA_RESP_ERR__SSL {
        state.hopeless = KafkaConnectorError(.encryptionFailed, brokers, "", ConfluentKafkaError(code, reason))
      } else if code == RD_KAFKA_RESP_ERR__FATAL {
        var fatal = RD_KAFKA_RESP_ERR_NO_ERROR
        let text = withReason {
          fatal = rd_kafka_fatal_error(handle, $0, $1)
          return false
        }.map(settings.hiding)
        state.hopeless = KafkaConnectorError(.notDelivered, brokers, "messages", ConfluentKafkaError(fatal, text))
      } else if code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN && !state.isDown {
        state.isDown = true
        // What waiting cannot mend is thrown.
        return (nil, state.hopeless == nil ? state.lastReason : nil)
      }
      return (state.hopeless, nil)
    }
    if error != nil || down != nil { isNews.store(true, ordering: .releasing) }
    if let down { notices.say("no Kafka broker can be reached at \(brokers) (\(down)); waiting for one") }
  }

  fileprivate func addUndelivered(_ message: UnsafePointer<rd_kafka_message_t>) {
    state.withLock { state in
      let known = state.undelivered
      state.undelivered = (
        (known?.count ?? 0) + 1, known?.topic ?? String(cString: rd_kafka_topic_name(message.pointee.rkt)),
        known?.bytes ?? message.pointee.len,
        known?.error ?? ConfluentKafkaError(message.pointee.err)
      )
    }
    isNews.store(true, ordering: .releasing)
  }

  /// Throws what waiting cannot mend: a refused password, a fatal error, messages that were not delivered.
  func throwIfHopeless() throws {
    guard isNews.load(ordering: .acquiring) else { return }
    let (hopeless, undelivered) = state.withLock { ($0.hopeless, $0.undelivered) }
    if let hopeless { throw hopeless }
    guard let (count, topic, bytes, error) = undelivered else { return }
    if error.code == Int(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE.rawValue) {
      throw KafkaConnectorError(.messageTooLarge, topic, "\(bytes)")
    }
    throw KafkaConnectorError(.notDelivered, topic, count == 1 ? "a message" : "\(count) messages", error)
  }

  /// Says that brokers answer again, if it was said that they do not.
  func cameThrough() {
    guard isNews.load(ordering: .relaxed) else { return }
    let wasDown = state.withLock { state in
      defer { state.isDown = false }
      return state.isDown
    }
    if wasDown { notices.say("the Kafka broker at \(brokers) answers again") }
  }
}
