import Foundation
import KafkaSerdes
import ServersForTests
import Synchronization
import Testing

@testable import SchemaRegistry

/// Registries that answer what no registry should. None of them may stop a flow for long, fill its memory, or learn or tell its password.
@Suite("Schema registry: hostile answers", .timeLimit(.minutes(2))) struct HostileRegistryTests {
  private static let password = "hunter2pw"

  private static func answer(_ body: String, status: String = "200 OK", _ headers: String...) -> [UInt8] {
    let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
    return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }

  /// What a client that names itself in the URL says of a server.
  private func failure(_ server: RawServer, timeout: Double = 5, _ conf: [String: any Sendable] = [:]) -> SchemaRegistryError? {
    let url = "http://user:\(Self.password)@127.0.0.1:\(server.port)"
    let settings: [String: any Sendable] = ["url": url, "timeout": timeout, "max.retries": 1]
    let client = SchemaRegistryClient(settings.merging(conf) { $1 }, timing: RetryTiming(random: { 0 }, pause: { _ in }))
    do {
      _ = try client.getLatestVersion("input_topic-value")
      Issue.record("there was no error")
      return nil
    } catch {
      #expect(!"\(error)".contains(Self.password), "\(error)")
      #expect(!"\(error)".contains(RegistrySettings.base64(Array("user:\(Self.password)".utf8))))
      return error as? SchemaRegistryError
    }
  }

  @Test func whoIsNamedInTheURLIsSentAsAuthentication() throws {
    let server = try RawServer { _, write in _ = write(Self.answer("{}", status: "500 Bad")) }
    let error = failure(server)
    #expect(error?.code == .failed && error?.subject == server.url)
    #expect(server.requests.count == 2)
    for request in server.requests {
      #expect(request.lowercased().contains("authorization: basic " + "dXNlcjpodW50ZXIycHc=".lowercased()))
      #expect(!request.contains(Self.password))
    }
  }

  @Test("users are read from URLs as others read them", arguments: [
    ("http://u:p@h", "http://h", "u:p"), ("http://u@h:1/x/", "http://h:1/x", "u:"), ("https://a%40b:p%3Aq@h", "https://h", "a@b:p:q"), ("http://u:p@q@h", "http://h", "u:p@q"),
    ("http://h/@x", "http://h/@x", nil),
  ])
  func users(_ text: String, _ url: String, _ user: String?) throws {
    let address = try RegistryAddress(text)
    #expect(address.url == url && address.userInfo == user)
  }

  @Test("what is wrong with a URL is said without who is named in it", arguments: [
    "ftp://user:hunter2pw@h", "user:hunter2pw@h", "http://user:hunter2pw@", "http://user:hunter2pw%0d%0aX@h", "//user:hunter2pw@h?hunter2pw",
  ])
  func wrongAddresses(_ url: String) {
    let error = #expect(throws: SchemaRegistryError.self) { try SchemaRegistryClient(["url": url]).getSubjects() }
    #expect(error?.code == .badSetting && error?.description.contains("hunter2") == false, "\(error as Any)")
  }

  @Test func twoWaysToSayWhoAsksAreOneTooMany() {
    let error = #expect(throws: SchemaRegistryError.self) {
      try SchemaRegistryClient(["url": "http://a:hunter2@h", "basic.auth.user.info": "b:secret"]).getSubjects()
    }
    #expect(error?.description.contains("keep one of them") == true && error?.description.contains("secret") == false)
  }

  @Test func anEndlessAnswerIsGivenUp() throws {
    let sent = Mutex(0)
    let server = try RawServer { _, write in
      guard write(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)) else { return }
      let part = Array("100000\r\n".utf8) + [UInt8](repeating: 120, count: 1 << 20) + Array("\r\n".utf8)
      while write(part) { if sent.withLock({ $0 += 1; return $0 > 3000 }) { return } }
    }
    let error = failure(server)
    #expect(error?.code == .strangeAnswer && error?.errorMessage.contains("more than 16 MB") == true, "\(error as Any)")
    #expect(sent.withLock { $0 } < 64 && server.requests.count == 1)
  }

  @Test func endlessHeadersAreGivenUp() throws {
    let sent = Mutex(0)
    let server = try RawServer { _, write in
      guard write(Array("HTTP/1.1 200 OK\r\n".utf8)) else { return }
      while write(Array(repeating: Array("X-Some: y\r\n".utf8), count: 1000).flatMap(\.self)) { if sent.withLock({ $0 += 1; return $0 > 20_000 }) { return } }
    }
    #expect(failure(server) != nil)
    #expect(sent.withLock { $0 } < 2_000)
  }

  @Test("an answer that never ends in time is given up", arguments: [true, false])
  func slowAnswers(_ trickles: Bool) throws {
    let server = try RawServer { _, write in
      if trickles { _ = write(Array("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".utf8)) }
      for _ in 0..<100 {
        usleep(50_000)
        if trickles, !write([32]) { return }
      }
    }
    let start = ContinuousClock.now
    #expect(failure(server, timeout: 0.3)?.code == .unreachable)
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("what is no answer is named", arguments: [
    "\0\u{FF}\u{FE} not http at all\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{\"id\": \"abc\", \"schema\": 5", "", "HTTP/1.1 999\r\n\r\n",
  ])
  func nonsense(_ text: String) throws {
    let server = try RawServer { _, write in _ = write(Array(text.utf8)) }
    #expect(failure(server) != nil)
  }

  @Test("schemas nested without end are refused", arguments: [100, 20_000])
  func deepSchemas(_ depth: Int) throws {
    let schema = String(repeating: #"{\"type\":\"array\",\"items\":"#, count: depth) + #"\"int\""# + String(repeating: "}", count: depth)
    let server = try RawServer { _, write in _ = write(Self.answer(#"{"id":1,"version":1,"subject":"s","schema":"\#(schema)"}"#)) }
    let client = SchemaRegistryClient(["url": server.url])
    let registered = try client.getLatestVersion("s")
    let isRead = (try? client.avroSchema(registered.schema)) != nil
    #expect(isRead == (depth <= 100))
    let nested = try RawServer { _, write in _ = write(Self.answer(String(repeating: "[", count: 100_000))) }
    #expect(failure(nested)?.code == .strangeAnswer)
  }

  @Test func schemasThatReferToThemselvesAreRefused() throws {
    let server = try RawServer { _, write in
      _ = write(Self.answer(#"{"id":1,"version":1,"subject":"s","schema":"\"a.B\"","references":[{"name":"a.B","subject":"s","version":1},{"name":"a.C","subject":"s","version":1}]}"#))
    }
    let client = SchemaRegistryClient(["url": server.url])
    let schema = try client.getVersion("s", 1).schema
    let error = #expect(throws: SerializationError.self) { try client.avroSchema(schema) }
    #expect(error?.code == .endlessReferences)
  }

  @Test func aServerThatSendsBackWhatItWasSentLearnsNothingForUs() throws {
    let server = try RawServer { request, write in
      let line = request.split(separator: "\r\n").first { $0.lowercased().hasPrefix("authorization") } ?? ""
      _ = write(Self.answer(#"{"error_code": 40101, "message": "who is user:\#(Self.password)? \#(line) \u001b[31m\u202e"}"#, status: "401 Unauthorized"))
    }
    let error = failure(server)
    #expect(error?.code == .refused && error?.errorMessage.contains("***") == true, "\(error as Any)")
    #expect(error?.errorMessage.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" } == false)
  }

  // MARK: Being sent on

  @Test func aCircleEnds() throws {
    let server = try RawServer { _, write in _ = write(Self.answer("", status: "302 Found", "Location: /again")) }
    #expect(failure(server)?.errorMessage.contains("sent on more than 5 times") == true)
    #expect(server.requests.count == 6)
  }

  @Test("requests are sent on by the same scheme only", arguments: ["file:///etc/passwd", "https://127.0.0.1:1/x", "ftp://h/", "unix:///x", "javascript:1", ""])
  func otherSchemes(_ location: String) throws {
    let server = try RawServer { _, write in _ = write(Self.answer("", status: "302 Found", "Location: \(location)")) }
    let error = failure(server)
    if !location.isEmpty { #expect(error?.errorMessage.contains("which is not followed") == true, "\(error as Any)") }
    #expect(server.requests.count <= 6)
  }

  @Test func whoAsksIsToldToNobodyElse() throws {
    let other = try RawServer { _, write in _ = write(Self.answer(#"{"id":1,"version":1,"subject":"s","schema":"\"int\""}"#)) }
    let target = "http://someone:else@127.0.0.1:\(other.port)"
    let server = try RawServer { request, write in _ = write(Self.answer("", status: "307 Moved", "Location: \(target)/moved")) }
    for conf: [String: any Sendable] in [["url": "http://user:pw@127.0.0.1:\(server.port)"], ["url": server.url, "basic.auth.user.info": "user:pw"], ["url": server.url, "bearer.auth.token": "t0ken"]] {
      #expect(try SchemaRegistryClient(conf).getLatestVersion("s").schemaID == 1)
    }
    #expect(server.requests.allSatisfy { $0.lowercased().contains("authorization: ") } && server.requests.count == 3)
    #expect(other.requests.allSatisfy { !$0.lowercased().contains("authorization: ") && $0.hasPrefix("GET /moved ") } && other.requests.count == 3)
  }

  @Test func theSameRegistryIsToldAgain() throws {
    let server = try RawServer { request, write in
      if request.hasPrefix("GET /moved") { _ = write(Self.answer(#"["s"]"#)) } else { _ = write(Self.answer("", status: "301 Moved", "Location: /moved")) }
    }
    #expect(try SchemaRegistryClient(["url": "http://user:pw@127.0.0.1:\(server.port)"]).getSubjects() == ["s"])
    #expect(server.requests.allSatisfy { $0.lowercased().contains("authorization: ") })
    #expect(throws: SchemaRegistryError.self) { try SchemaRegistryClient(["url": server.url]).registerSchema("s", "\"int\"") }
  }

  @Test("numbers out of all reason are refused", arguments: ["timeout", "max.retries", "retries.wait.ms", "retries.max.wait.ms", "cache.capacity"])
  func wildNumbers(_ name: String) {
    for value in ["1e300", "inf", "nan", "-1", "9223372036854775808"] {
      let error = #expect(throws: SchemaRegistryError.self) { try SchemaRegistryClient(["url": "http://127.0.0.1:1", name: value]).getSubjects() }
      #expect(error?.subject == name)
    }
  }
}
