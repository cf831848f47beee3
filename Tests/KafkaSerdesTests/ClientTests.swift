import Foundation
@testable import SchemaRegistry
import ServersForTests
import Synchronization
import Testing

@Suite("Schema registry: client") struct ClientTests {
  private let registry: TestRegistry
  private let client: SchemaRegistryClient
  private let reading = #"{"type": "record", "name": "t.Reading", "fields": [{"name": "celsius", "type": "double"}]}"#

  init() throws {
    registry = try TestRegistry()
    client = SchemaRegistryClient(["url": registry.url])
  }

  @Test func aSchemaIsRegisteredAndFoundByEveryWayThereIs() throws {
    let id = try client.registerSchema("attic-value", reading)
    #expect(try client.getSchema(id).schemaStr == reading)
    #expect(
      try client.getLatestVersion("attic-value")
        == RegisteredSchema(schemaID: id, schema: Schema(reading), subject: "attic-value", version: 1))
    #expect(try client.getVersion("attic-value", 1).schemaID == id)
    #expect(try client.lookupSchema("attic-value", reading).version == 1)
    #expect(try client.getSubjects() == ["attic-value"])
    #expect(try client.getVersions("attic-value") == [1])
  }

  @Test func whatCannotChangeIsAskedForOnce() throws {
    let id = try client.registerSchema("s", reading)
    for _ in 0..<5 {
      _ = try client.registerSchema("s", reading)
      _ = try client.getSchema(id)
      _ = try client.getVersion("s", 1)
    }
    #expect(registry.requests.map(\.path) == ["/subjects/s/versions", "/schemas/ids/1", "/subjects/s/versions/1"])
    _ = try client.getLatestVersion("s")
    _ = try client.getLatestVersion("s")
    #expect(registry.requests.count == 5)
  }

  @Test func aSubjectsNameMayHoldAnything() throws {
    _ = try client.registerSchema("a/b c%ü?", reading)
    #expect(try client.getSubjects() == ["a/b c%ü?"])
    #expect(try client.getVersions("a/b c%ü?") == [1])
  }

  @Test func compatibilityIsAskedForAndSet() throws {
    #expect(try client.getCompatibility() == .backward)
    try client.setCompatibility("s", level: .none)
    #expect(try client.getCompatibility("s") == .none)
    try client.setCompatibility("s", level: .full)
    _ = try client.registerSchema("s", reading)
    #expect(try client.testCompatibility("s", reading))
    #expect(try !client.testCompatibility("s", #""string""#))
  }

  // MARK: Errors

  private func error(_ body: () throws -> Void) -> SchemaRegistryError? {
    do {
      try body()
      Issue.record("there was no error")
      return nil
    } catch { return error as? SchemaRegistryError }
  }

  @Test func whatIsNotThereIsNamed() throws {
    let missing = error { _ = try client.getLatestVersion("nowhere", file: nil) }
    #expect(missing?.code == .notFound && missing?.errorCode == 40401 && missing?.httpStatusCode == 404)
    #expect(
      missing?.description
        == "schema registry '\(registry.url)': Subject 'nowhere' not found. (HTTP 404, code 40401); register the schema, or correct the subject, version or id"
    )
    #expect(error { _ = try client.getSchema(99) }?.errorCode == 40403)
    _ = try client.registerSchema("s", reading)
    #expect(error { _ = try client.getVersion("s", 7) }?.errorCode == 40402)
  }

  @Test func anIncompatibleOrInvalidSchemaIsRefusedAtOnce() throws {
    _ = try client.registerSchema("s", reading)
    #expect(error { _ = try client.registerSchema("s", #""string""#) }?.code == .incompatible)
    #expect(error { _ = try client.registerSchema("new", "{") }?.code == .invalid)
    #expect(registry.requests.count == 3)
  }

  /// The pauses that a client makes, instead of making them.
  private func impatient(_ conf: [String: any Sendable]) -> (SchemaRegistryClient, pauses: () -> [Duration]) {
    let pauses = PauseList()
    return (SchemaRegistryClient(conf, timing: RetryTiming(random: { 1 }, pause: { pauses.add($0) })), { pauses.all })
  }

  private final class PauseList: Sendable {
    private let list = Mutex<[Duration]>([])
    var all: [Duration] { list.withLock { $0 } }
    func add(_ pause: Duration) { list.withLock { $0.append(pause) } }
  }

  @Test func aFailingRegistryIsAskedAgainWithGrowingPauses() throws {
    let (client, pauses) = impatient(["url": registry.url, "max.retries": 4, "retries.max.wait.ms": 3000])
    registry.failNext(.failure(500, 50001, "no leader"), .failure(503, 503, ""), .failure(429, 429, "slow down"))
    #expect(try client.getSubjects() == [])
    #expect(pauses() == [.seconds(1), .seconds(2), .seconds(3)])
  }

  @Test func aRegistryThatGoesOnFailingIsGivenUp() throws {
    let (client, pauses) = impatient(["url": registry.url])
    registry.failNext(
      .failure(500, 50001, "no leader"), .failure(500, 50001, "no leader"), .failure(500, 50001, "no leader"),
      .failure(500, 50001, "still none"))
    let failed = error { _ = try client.getSubjects() }
    #expect(failed?.code == .failed && failed?.errorMessage == "still none")
    #expect(pauses().count == 3)
  }

  @Test func aRegistryThatIsDownIsAskedAgainThenNamed() throws {
    let (client, pauses) = impatient(["url": registry.url, "max.retries": 2])
    let url = registry.url
    try registry.close()
    let line = #line + 1
    let down = error { _ = try client.getSubjects() }
    #expect(down?.code == .unreachable)
    #expect(
      down?.description
        == "\(#filePath):\(line): schema registry '\(url)': GET /subjects: Connection refused; check that it runs and that 'url' is right")
    #expect(pauses().count == 2)
  }

  @Test func anErrorNamesThePlaceThatAsked() throws {
    let missing = error { _ = try client.getLatestVersion("nowhere", file: "Flow.swift", line: 12) }
    #expect(missing?.description.hasPrefix("Flow.swift:12: schema registry '") == true, "\(String(describing: missing))")
    #expect(error { _ = try client.getSubjects(); _ = try client.getSchema(99, file: nil) }?.description.hasPrefix("schema registry '") == true)
  }

  @Test func whileAFlowIsBuiltARegistryThatIsDownIsWaitedForOnce() throws {
    let (client, pauses) = impatient(["url": registry.url, "max.retries": 2])
    try registry.close()
    let failures = (0..<4).map { number in error { try client.whileBuilding { _ = try client.getSchema(number, file: nil) } } }
    #expect(failures.allSatisfy { $0?.code == .unreachable })
    #expect(pauses().count == 2)
  }

  @Test func theNextRegistryIsAskedWhenOneIsDown() throws {
    let other = try TestRegistry()
    let (client, _) = impatient(["url": "\(registry.url), \(other.url)/", "max.retries": 0])
    try registry.close()
    #expect(try client.getSubjects() == [])
    #expect(other.requests.count == 1)
  }

  @Test func anAnswerThatIsNoRegistrysIsNamed() throws {
    registry.failNext(.init(status: 200, body: "<html>hello</html>"))
    #expect(error { _ = try client.getSubjects() }?.code == .strangeAnswer)
    registry.failNext(.init(status: 404, body: "<html>nothing here</html>"))
    #expect(error { _ = try client.getSubjects() }?.errorMessage == "<html>nothing here</html>")
  }

  @Test func theUserIsNamedToTheRegistry() throws {
    _ = try SchemaRegistryClient(["url": registry.url, "basic.auth.user.info": "jo:se:cret"]).getSubjects()
    _ = try SchemaRegistryClient(["url": registry.url, "bearer.auth.token": "abc"]).getSubjects()
    #expect(registry.requests.map { $0.headers.first(name: "Authorization") } == ["Basic am86c2U6Y3JldA==", "Bearer abc"])
    registry.failNext(.failure(401, 40101, "Unauthorized"))
    #expect(error { _ = try client.getSubjects() }?.code == .refused)
  }

  @Test(
    "base 64 is as others write it",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func base64(_ text: String, _ encoded: String) { #expect(RegistrySettings.base64(Array(text.utf8)) == encoded) }

  @Test(
    "a wrong setting is named by the first call",
    arguments: [
      ([:], "url"), (["url": "localhost:8081"], "url"),
      (["url": "http://x", "basic.auth.user.info": "jo"], "basic.auth.user.info"),
      (["url": "http://x", "ulr": "y"], "ulr"), (["url": "http://x", "max.retries": "many"], "max.retries"),
      (["url": "http://x", "ssl.key.location": "k.pem"], "ssl.certificate.location"),
      (["url": "http://x", "ssl.certificate.location": "/nowhere.pem"], "ssl.certificate.location"),
      (["url": "http://x", "bearer.auth.credentials.source": "OAUTHBEARER"], "bearer.auth.credentials.source"),
    ])
  func wrongSettings(_ conf: [String: String], _ name: String) {
    let mistake = error { _ = try SchemaRegistryClient(conf).getSubjects() }
    #expect(mistake?.code == .badSetting && mistake?.subject == name, "\(mistake as Any)")
  }

  // MARK: TLS

  @Test(.enabled(if: TestCertificates.canBeMade, "no openssl is installed; run .ci/install-broker"))
  func aRegistryBehindTLSIsTrustedByItsAuthorityOnly() throws {
    let (certificates, other) = (try TestCertificates(), try TestCertificates())
    let safe = try TestRegistry(certificates)
    let trusting = SchemaRegistryClient(["url": safe.url, "ssl.ca.location": certificates.authority])
    _ = try trusting.registerSchema("s", reading)
    #expect(try trusting.getSubjects() == ["s"])
    for conf: [String: any Sendable] in [["url": safe.url], ["url": safe.url, "ssl.ca.location": other.authority]] {
      let (client, pauses) = impatient(conf)
      let refused = error { _ = try client.getSubjects() }
      #expect(refused?.code == .untrusted, "\(refused as Any)")
      #expect(refused?.description.hasSuffix("correct ssl.ca.location") == true, "\(refused as Any)")
      #expect(pauses().isEmpty)
    }
  }

  @Test func aClientMayBeGivenUpAsSoonAsItHasItsAnswer() throws {
    for _ in 0..<300 { _ = try SchemaRegistryClient(["url": registry.url]).registerSchema("s", reading) }
    #expect(registry.requests.count == 300)
  }

  @Test func aFileOfAuthoritiesThatIsNotThereIsNamed() {
    let mistake = error { _ = try SchemaRegistryClient(["url": "https://x", "ssl.ca.location": "/nowhere.pem"]).getSubjects() }
    #expect(mistake?.code == .badSetting && mistake?.subject == "ssl.ca.location", "\(mistake as Any)")
  }

  // MARK: Threads

  @Test(.timeLimit(.minutes(2)))
  func manyThreadsMayWaitAtOnceWithoutOneForTheAnswer() async throws {
    let id = try client.registerSchema("s", reading)
    let fresh = SchemaRegistryClient(["url": registry.url])
    // More than there are threads for tasks, each of which waits: answers come over threads of their own.
    let found = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<64 { group.addTask { try fresh.getSchema(id).schemaStr } }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(found == Array(repeating: reading, count: 64))
    #expect(registry.requests.count { $0.path == "/schemas/ids/\(id)" } == 1)
    let subjects = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<64 { group.addTask { try fresh.getSubjects() } }
      return try await group.reduce(into: [[String]]()) { $0.append($1) }
    }
    #expect(subjects == Array(repeating: ["s"], count: 64))
  }
}
