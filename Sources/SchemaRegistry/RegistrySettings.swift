import NIOSSL

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a client's configuration says, under the names that Confluent's clients have for it.
struct RegistrySettings: Sendable {
  /// The next is tried when one fails.
  let addresses: [RegistryAddress]
  /// The value of the `Authorization` header, and other headers of every request.
  let headers: [(name: String, value: String)]
  let secrets: RegistrySecrets
  let tls: TLSConfiguration?
  /// Seconds that a request may take.
  let timeout: Double
  let maxRetries: Int
  /// Milliseconds before the first retry, and at most.
  let wait: Double
  let mostWait: Double
  let cacheCapacity: Int

  /// Throws a `SchemaRegistryError` that names the setting.
  init(_ conf: [String: any Sendable]) throws {
    var conf = Configuration(conf)
    let url = try conf.text("url") ?? ""
    addresses = try url.split(separator: ",").map { try RegistryAddress($0.split(separator: " ").joined()) }
    guard !addresses.isEmpty else {
      throw Configuration.mistake("url", "is missing; give the registry's address, as in http://localhost:8081")
    }
    let credentials = [conf.peek("basic.auth.user.info"), conf.peek("bearer.auth.token"), conf.peek("ssl.key.password")].compactMap(\.self)
    headers = try Self.credentials(&conf)
    if !headers.isEmpty, addresses.contains(where: { $0.userInfo != nil }) {
      throw Configuration.mistake("url", "names a user, and so does another setting; keep one of them")
    }
    secrets = RegistrySecrets(credentials: credentials + addresses.compactMap(\.userInfo))
    tls = try Self.tls(&conf)
    timeout = try conf.number("timeout") ?? 30
    maxRetries = Int(try conf.number("max.retries", most: 1000) ?? 3)
    wait = try conf.number("retries.wait.ms") ?? 1000
    mostWait = try conf.number("retries.max.wait.ms") ?? 20_000
    cacheCapacity = Int(try conf.number("cache.capacity", most: 1e9) ?? 1000)
    try conf.expectNoMore()
  }

  private static func credentials(_ conf: inout Configuration) throws -> [(name: String, value: String)] {
    if let user = try conf.text("basic.auth.user.info") {
      guard user.contains(":") else {
        throw Configuration.mistake("basic.auth.user.info", "has no colon; write it as user:password")
      }
      return [("Authorization", "Basic \(base64(Array(user.utf8)))")]
    }
    guard let source = try conf.text("bearer.auth.credentials.source") else {
      guard let token = try conf.text("bearer.auth.token") else { return [] }
      return [("Authorization", "Bearer \(token)")]
    }
    guard source == "STATIC_TOKEN" else {
      throw Configuration.mistake(
        "bearer.auth.credentials.source", "'\(source)' is not supported; use STATIC_TOKEN and bearer.auth.token")
    }
    guard let token = try conf.text("bearer.auth.token") else {
      throw Configuration.mistake("bearer.auth.token", "is missing; STATIC_TOKEN needs it")
    }
    let cluster = try conf.text("bearer.auth.logical.cluster").map { ("target-sr-cluster", $0) }
    let pool = try conf.text("bearer.auth.identity.pool.id").map { ("Confluent-Identity-Pool-Id", $0) }
    return [("Authorization", "Bearer \(token)")] + [cluster, pool].compactMap { $0 }
  }

  /// How the registry proves itself, and how the client does; `nil` for the system's own authorities and no proof.
  private static func tls(_ conf: inout Configuration) throws -> TLSConfiguration? {
    let verifies = conf.flag("ssl.ca.location") ?? true
    let authorities = verifies ? try conf.text("ssl.ca.location") : nil
    let certificate = try conf.text("ssl.certificate.location")
    let key = try conf.text("ssl.key.location")
    let password = try conf.text("ssl.key.password")
    guard !verifies || authorities != nil || certificate != nil || key != nil else { return nil }
    var tls = TLSConfiguration.makeClientConfiguration()
    if !verifies { tls.certificateVerification = .none }
    if let authorities {
      tls.trustRoots = try reading("ssl.ca.location", authorities) {
        let isFolder = (try? FileManager.default.contentsOfDirectory(atPath: authorities)) != nil
        return isFolder ? .file(authorities) : .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
      }
    }
    if let certificate {
      tls.certificateChain = try reading("ssl.certificate.location", certificate) {
        try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
      }
      let keyFile = key ?? certificate
      tls.privateKey = try reading("ssl.key.location", keyFile) {
        guard let password else { return .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem)) }
        return .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem) { $0(password.utf8) })
      }
    } else if key != nil {
      throw Configuration.mistake("ssl.certificate.location", "is missing; ssl.key.location needs it")
    }
    return tls
  }

  private static func reading<Value>(_ setting: String, _ path: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch {
      throw Configuration.mistake(setting, "'\(path)' cannot be read: \(error); name a PEM file")
    }
  }

  /// The bytes as base 64, in which basic authentication is written.
  static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

/// A dictionary of settings that are taken out one by one, so that what nobody knows is left.
package struct Configuration {
  private var rest: [String: any Sendable]

  package init(_ settings: [String: any Sendable]) { rest = settings }

  package mutating func take(_ name: String) -> (any Sendable)? { rest.removeValue(forKey: name) }

  package mutating func text(_ name: String) throws -> String? {
    guard let value = take(name) else { return nil }
    guard let text = value as? String else { throw Self.mistake(name, "must be a string") }
    return text
  }

  /// A text that stays to be taken.
  package func peek(_ name: String) -> String? { rest[name] as? String }

  /// A number, or a text that is one. No number of seconds or milliseconds need be larger than `most`.
  package mutating func number(_ name: String, most: Double = 1e7) throws -> Double? {
    guard let value = take(name) else { return nil }
    let number = (value as? Int).map(Double.init) ?? value as? Double ?? (value as? String).flatMap(Double.init)
    guard let number, number >= 0, number <= most else { throw Self.mistake(name, "must be a number from 0 to \(Int(most))") }
    return number
  }

  /// A boolean; a value of another kind stays for who knows it.
  package mutating func flag(_ name: String) -> Bool? {
    guard let value = rest[name] as? Bool else { return nil }
    rest[name] = nil
    return value
  }

  package func expectNoMore() throws {
    guard let name = rest.keys.min() else { return }
    throw Self.mistake(name, "is not known or not of the right kind; correct its name and value or leave it out")
  }

  package static func mistake(_ name: String, _ detail: String) -> SchemaRegistryError {
    SchemaRegistryError(.badSetting, name, detail)
  }
}
