import Avro
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A schema registry of the tests' own, in their process and in memory: it speaks what clients need of Confluent's protocol, and
/// fails when it is told to.
package final class TestRegistry: Sendable {
  /// One request as it came in.
  package struct Request: Sendable {
    let method: String
    package let path: String
    package let headers: HTTPHeaders
    let body: [UInt8]
  }

  /// An answer: a status and a JSON text.
  package struct Answer: Sendable {
    let status: Int
    let body: String

    package init(status: Int, body: String) {
      self.status = status
      self.body = body
    }

    package static func failure(_ status: Int, _ code: Int, _ message: String) -> Answer {
      Answer(status: status, body: #"{"error_code": \#(code), "message": "\#(message)"}"#)
    }
  }

  fileprivate struct State {
    var schemas: [(text: String, type: String, references: Any?)] = []
    /// For each subject the ids of its versions, the first version first.
    var subjects: [String: [Int]] = [:]
    var levels: [String: String] = [:]
    var requests: [Request] = []
    /// What the next requests are answered with, whatever they are.
    var failures: [Answer] = []
  }

  private let state = Mutex(State())
  private let channel: any Channel
  private let scheme: String

  /// Listens on a free port of this machine; over TLS when it has a certificate.
  package init(_ certificates: TestCertificates? = nil) throws {
    let hand = Hand()
    let context = try certificates?.serverContext()
    scheme = context == nil ? "http" : "https"
    channel = try ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(
            Exchange { hand.registry?.answer($0) ?? .failure(503, 50301, "closing") })
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
    hand.registry = self
  }

  deinit { channel.close(promise: nil) }

  package var url: String { "\(scheme)://127.0.0.1:\(channel.localAddress?.port ?? 0)" }
  package var requests: [Request] { state.withLock { $0.requests } }

  /// Stops listening; whoever asks from now on is refused.
  package func close() throws { try channel.close().wait() }

  /// Answers the next requests so.
  package func failNext(_ answers: Answer...) { state.withLock { $0.failures += answers } }

  /// The text of every version of a subject.
  package func versions(of subject: String) -> [String] {
    state.withLock { state in (state.subjects[subject] ?? []).map { state.schemas[$0 - 1].text } }
  }

  private func answer(_ request: Request) -> Answer {
    state.withLock { state in
      state.requests.append(request)
      if !state.failures.isEmpty { return state.failures.removeFirst() }
      let path = request.path.split(separator: "?")[0].split(separator: "/").map { $0.removingPercentEncoding ?? "" }
      let body = (try? JSONSerialization.jsonObject(with: Data(request.body))) as? [String: Any] ?? [:]
      switch (request.method, path.first, path.count) {
      case ("GET", "schemas", 3): return state.schema(Int(path[2]) ?? 0)
      case ("GET", "subjects", 1): return Answer(status: 200, body: json(state.subjects.keys.sorted()))
      case ("GET", "subjects", 3): return state.ids(path[1]) { ids in Answer(status: 200, body: "\(Array(1...ids.count))") }
      case ("GET", "subjects", 4): return state.version(path[1], path[3])
      case ("POST", "subjects", 3): return state.register(path[1], body)
      case ("POST", "subjects", 2): return state.lookUp(path[1], body)
      case ("DELETE", "subjects", 2): return state.ids(path[1]) { ids in Answer(status: 200, body: "\(Array(1...ids.count))") }
      case ("POST", "compatibility", 5):
        return Answer(status: 200, body: #"{"is_compatible": \#(state.isCompatible(path[2], body["schema"] as? String ?? ""))}"#)
      case ("GET", "config", _):
        return Answer(status: 200, body: #"{"compatibilityLevel": "\#(state.level(path.dropFirst().first))"}"#)
      case ("PUT", "config", _):
        let level = body["compatibility"] as? String ?? ""
        state.levels[path.dropFirst().first ?? ""] = level
        return Answer(status: 200, body: #"{"compatibility": "\#(level)"}"#)
      default: return .failure(404, 404, "HTTP 404 Not Found")
      }
    }
  }

  /// Lets the server's handlers find the registry, which is not there yet when they are made, and let it go.
  private final class Hand: Sendable {
    private let held = Mutex<WeakRegistry>(WeakRegistry())

    var registry: TestRegistry? {
      get { held.withLock { $0.registry } }
      set { held.withLock { $0.registry = newValue } }
    }

    private struct WeakRegistry: Sendable { weak var registry: TestRegistry? }
  }

  /// Gathers a request and writes its answer.
  private final class Exchange: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    private let answer: @Sendable (Request) -> Answer
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ answer: @escaping @Sendable (Request) -> Answer) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): (self.head, body) = (head, [])
      case .body(let buffer): body += buffer.readableBytesView
      case .end:
        guard let head else { return }
        let answer = answer(Request(method: head.method.rawValue, path: head.uri, headers: head.headers, body: body))
        let bytes = context.channel.allocator.buffer(string: answer.body)
        let headers: HTTPHeaders = [
          "Content-Type": "application/vnd.schemaregistry.v1+json", "Content-Length": "\(bytes.readableBytes)",
        ]
        context.write(
          wrapOutboundOut(
            .head(HTTPResponseHead(version: head.version, status: .init(statusCode: answer.status), headers: headers))),
          promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}

extension TestRegistry.State {
  func level(_ subject: String?) -> String { levels[subject ?? ""] ?? levels[""] ?? "BACKWARD" }

  func ids(_ subject: String, _ body: ([Int]) -> TestRegistry.Answer) -> TestRegistry.Answer {
    subjects[subject].map(body) ?? .failure(404, 40401, "Subject '\(subject)' not found.")
  }

  func schema(_ id: Int) -> TestRegistry.Answer {
    guard schemas.indices.contains(id - 1) else { return .failure(404, 40403, "Schema \(id) not found") }
    return TestRegistry.Answer(status: 200, body: json(members(id)))
  }

  func version(_ subject: String, _ version: String) -> TestRegistry.Answer {
    ids(subject) { ids in
      let number = version == "latest" ? ids.count : Int(version) ?? 0
      guard ids.indices.contains(number - 1) else { return .failure(404, 40402, "Version \(version) not found.") }
      return place(subject, ids[number - 1])
    }
  }

  func lookUp(_ subject: String, _ body: [String: Any]) -> TestRegistry.Answer {
    ids(subject) { ids in
      guard let id = ids.first(where: { schemas[$0 - 1].text == body["schema"] as? String }) else {
        return .failure(404, 40403, "Schema not found")
      }
      return place(subject, id)
    }
  }

  mutating func register(_ subject: String, _ body: [String: Any]) -> TestRegistry.Answer {
    let text = body["schema"] as? String ?? ""
    let type = body["schemaType"] as? String ?? "AVRO"
    let references = body["references"]
    if type == "AVRO", references == nil, (try? AvroSchema(text)) == nil { return .failure(422, 42201, "Invalid schema") }
    if !isCompatible(subject, text) {
      return .failure(409, 409, "Schema being registered is incompatible with an earlier schema")
    }
    let id = (schemas.firstIndex { $0.text == text } ?? schemas.count) + 1
    if id > schemas.count { schemas.append((text, type, references)) }
    if !(subjects[subject] ?? []).contains(id) { subjects[subject, default: []].append(id) }
    return TestRegistry.Answer(status: 200, body: #"{"id": \#(id)}"#)
  }

  /// Whether what the subject's last version wrote can be read with the new one.
  func isCompatible(_ subject: String, _ text: String) -> Bool {
    guard level(subject) != "NONE", let last = subjects[subject]?.last, schemas[last - 1].type == "AVRO" else { return true }
    guard let writer = try? AvroSchema(schemas[last - 1].text), let reader = try? AvroSchema(text) else { return false }
    return (try? AvroDecoder(writer: writer, reader: reader)) != nil
  }

  private func place(_ subject: String, _ id: Int) -> TestRegistry.Answer {
    let version = (subjects[subject]?.firstIndex(of: id) ?? 0) + 1
    return TestRegistry.Answer(
      status: 200, body: json(members(id).merging(["subject": subject, "id": id, "version": version]) { $1 }))
  }

  private func members(_ id: Int) -> [String: Any] {
    let schema = schemas[id - 1]
    var members: [String: Any] = ["schema": schema.text]
    if schema.type != "AVRO" { members["schemaType"] = schema.type }
    members["references"] = schema.references
    return members
  }
}

private func json(_ value: Any) -> String {
  (try? JSONSerialization.data(withJSONObject: value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
}
