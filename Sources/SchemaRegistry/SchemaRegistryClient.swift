import NIOHTTP1
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A client of a schema registry that speaks Confluent's protocol.
///
///     let client = SchemaRegistryClient(["url": "http://localhost:8081"])
///     let schema = try client.getLatestVersion("sensor-value").schema
///
/// Calls wait for their answer, so they are made where a thread may wait, not on an event loop. One client serves all threads.
/// What cannot change (a schema by its id or its version, the id of a schema under a subject) is asked for once; threads that ask for the
/// same at one time wait for one answer.
///
/// Settings have the names of Confluent's clients: `url` (several, parted by commas, are tried in turn), `basic.auth.user.info`,
/// `bearer.auth.token`, `ssl.ca.location` (a path, or `false`), `ssl.certificate.location`, `ssl.key.location`, `ssl.key.password`,
/// `timeout` (seconds, 30), `max.retries` (3), `retries.wait.ms` (1000), `retries.max.wait.ms` (20000), `cache.capacity` (1000).
public final class SchemaRegistryClient: Sendable {
  /// The connection, or what is wrong with the settings.
  private let connection: Result<RegistryConnection, SchemaRegistryError>
  private let cache = Mutex(Cache())
  /// Held while an answer is awaited, so that what several threads need is asked for once.
  private let asking = Mutex(())
  /// Why the registry could not be reached while a flow was built.
  private let outage = Mutex<SchemaRegistryError?>(nil)

  /// Wrong settings are reported by the first call: what makes a client need not be prepared for errors.
  public convenience init(_ conf: [String: any Sendable]) { self.init(conf, timing: .real) }

  public convenience init(conf: [String: any Sendable]) { self.init(conf, timing: .real) }

  package init(_ conf: [String: any Sendable], timing: RetryTiming) {
    do { connection = .success(RegistryConnection(try RegistrySettings(conf), timing: timing)) } catch let error
      as SchemaRegistryError
    {
      connection = .failure(error)
    } catch { connection = .failure(SchemaRegistryError(.badSetting, "url", "\(error); correct the settings")) }
  }

  /// What is wrong with the settings, if anything is.
  package var mistake: SchemaRegistryError? {
    guard case .failure(let error) = connection else { return nil }
    return error
  }

  // MARK: Schemas

  /// The schema with this id.
  public func getSchema(
    _ schemaID: Int, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> Schema {
    try located(file, line) {
      try known(\.schemas, schemaID) {
        try $0.send(.GET, "/schemas/ids/\(schemaID)", as: SchemaAnswer.self).schema
      }
    }
  }

  /// The newest version of a subject; asked for anew at every call.
  public func getLatestVersion(
    _ subjectName: String, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> RegisteredSchema {
    try located(file, line) {
      try connection.get().send(.GET, "/subjects/\(escaped(subjectName))/versions/latest", as: VersionAnswer.self).registered
    }
  }

  /// One version of a subject.
  public func getVersion(
    _ subjectName: String, _ version: Int, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> RegisteredSchema {
    try located(file, line) {
      try known(\.versions, Subject(name: subjectName, part: version)) {
        try $0.send(.GET, "/subjects/\(escaped(subjectName))/versions/\(version)", as: VersionAnswer.self).registered
      }
    }
  }

  /// Registers a schema under a subject and returns its id; one that is there already is found again.
  public func registerSchema(
    _ subjectName: String, _ schema: some SchemaText, normalizeSchemas: Bool = false, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> Int {
    try located(file, line) {
      let schema = schema.schema
      return try known(\.ids, Subject(name: subjectName, part: schema)) {
        let query = normalizeSchemas ? "?normalize=true" : ""
        return try $0.send(.POST, "/subjects/\(escaped(subjectName))/versions\(query)", body(schema), as: IDAnswer.self).id
      }
    }
  }

  /// Where a schema stands under a subject.
  public func lookupSchema(
    _ subjectName: String, _ schema: some SchemaText, normalizeSchemas: Bool = false, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> RegisteredSchema {
    try located(file, line) {
      let schema = schema.schema
      return try known(\.places, Subject(name: subjectName, part: schema)) {
        let query = normalizeSchemas ? "?normalize=true" : ""
        return try $0.send(.POST, "/subjects/\(escaped(subjectName))\(query)", body(schema), as: VersionAnswer.self).registered
      }
    }
  }

  // MARK: Subjects

  public func getSubjects(
    file: StaticString? = #filePath, line: UInt = #line
  ) throws -> [String] {
    try located(file, line) {
      try connection.get().send(.GET, "/subjects", as: [String].self)
    }
  }

  /// The versions of a subject.
  public func getVersions(
    _ subjectName: String, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> [Int] {
    try located(file, line) {
      try connection.get().send(.GET, "/subjects/\(escaped(subjectName))/versions", as: [Int].self)
    }
  }

  /// Deletes a subject and returns the versions it had.
  @discardableResult
  public func deleteSubject(
    _ subjectName: String, permanent: Bool = false, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> [Int] {
    try located(file, line) {
      cache.withLock { $0 = Cache() }
      return try connection.get().send(
        .DELETE, "/subjects/\(escaped(subjectName))\(permanent ? "?permanent=true" : "")", as: [Int].self)
    }
  }

  /// Deletes one version of a subject and returns its number.
  @discardableResult
  public func deleteVersion(
    _ subjectName: String, _ version: Int, permanent: Bool = false, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> Int {
    try located(file, line) {
      cache.withLock { $0 = Cache() }
      let path = "/subjects/\(escaped(subjectName))/versions/\(version)\(permanent ? "?permanent=true" : "")"
      return try connection.get().send(.DELETE, path, as: Int.self)
    }
  }

  // MARK: Compatibility

  /// Whether a schema could follow a version of a subject; the latest unless said.
  public func testCompatibility(
    _ subjectName: String, _ schema: some SchemaText, version: Int? = nil, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> Bool {
    try located(file, line) {
      let path = "/compatibility/subjects/\(escaped(subjectName))/versions/\(version.map(String.init) ?? "latest")"
      return try connection.get().send(.POST, path, body(schema.schema), as: CompatibilityAnswer.self).isCompatible
    }
  }

  /// A subject's compatibility level, or without a subject the registry's.
  public func getCompatibility(
    _ subjectName: String? = nil, file: StaticString? = #filePath, line: UInt = #line
  ) throws -> CompatibilityLevel {
    try located(file, line) {
      try connection.get().send(.GET, configPath(subjectName), as: LevelAnswer.self).level()
    }
  }

  /// Sets a subject's compatibility level, or without a subject the registry's.
  public func setCompatibility(
    _ subjectName: String? = nil, level: CompatibilityLevel, file: StaticString? = #filePath, line: UInt = #line
  ) throws {
    try located(file, line) {
      let body = try JSONEncoder().encode(["compatibility": level.rawValue])
      _ = try connection.get().send(.PUT, configPath(subjectName), Array(body), as: LevelAnswer.self)
    }
  }

  private func configPath(_ subjectName: String?) -> String { "/config" + (subjectName.map { "/" + escaped($0) } ?? "") }

  // MARK: Asking

  /// Gives an error the place in the flow's own file where the registry was asked.
  private func located<Answer>(_ file: StaticString?, _ line: UInt, _ ask: () throws -> Answer) throws -> Answer {
    do { return try ask() } catch let error as SchemaRegistryError {
      guard let file else { throw error }
      throw error.at("\(file):\(line)")
    }
  }

  /// Asks while a flow is built; a registry that could not be reached once is not waited for again, since the flow will not start anyway.
  package func whileBuilding<Answer>(_ ask: () throws -> Answer) throws -> Answer {
    if let outage = outage.withLock({ $0 }) { throw outage }
    do { return try ask() } catch let error as SchemaRegistryError where error.code == .unreachable {
      outage.withLock { $0 = error }
      throw error
    }
  }

  /// What the cache holds, or what is asked for once by one of the threads that need it.
  private func known<Key: Hashable & Sendable, Value: Sendable>(
    _ part: WritableKeyPath<Cache, [Key: Value]> & Sendable, _ key: Key, _ ask: (RegistryConnection) throws -> Value
  ) throws -> Value {
    if let value = cache.withLock({ $0[keyPath: part][key] }) { return value }
    let connection = try connection.get()
    return try asking.withLock { _ in
      if let value = cache.withLock({ $0[keyPath: part][key] }) { return value }
      let value = try ask(connection)
      cache.withLock {
        if $0[keyPath: part].count >= connection.settings.cacheCapacity { $0[keyPath: part] = [:] }
        $0[keyPath: part][key] = value
      }
      return value
    }
  }

  private func body(_ schema: Schema) throws -> [UInt8] {
    Array(
      try JSONEncoder().encode(
        SchemaRequest(
          schema: schema.schemaStr, schemaType: schema.schemaType == "AVRO" ? nil : schema.schemaType,
          references: schema.references.isEmpty ? nil : schema.references)))
  }

  /// A subject as a part of a URL's path, where most marks have to stand as their number.
  private func escaped(_ subject: String) -> String {
    subject.utf8.map { byte in
      Self.plainBytes.contains(byte)
        ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private static let plainBytes = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
}

/// Answers that do not change.
private struct Cache: Sendable {
  var schemas: [Int: Schema] = [:]
  var versions: [Subject<Int>: RegisteredSchema] = [:]
  var ids: [Subject<Schema>: Int] = [:]
  var places: [Subject<Schema>: RegisteredSchema] = [:]
}

/// A subject and what is asked about it.
private struct Subject<Part: Hashable & Sendable>: Hashable, Sendable {
  let name: String
  let part: Part
}
