import AsyncHTTPClient
import Dispatch
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How a client waits between tries.
package struct RetryTiming: Sendable {
  /// A number from 0 to 1 by which each pause is shortened, so that clients do not come back all at once.
  package var random: @Sendable () -> Double
  /// Lets time pass.
  package var pause: @Sendable (Duration) -> Void

  package init(random: @escaping @Sendable () -> Double, pause: @escaping @Sendable (Duration) -> Void) {
    self.random = random
    self.pause = pause
  }

  /// Puts the calling thread to sleep.
  package static let real = RetryTiming(random: { .random(in: 0...1) }, pause: { usleep(UInt32(max(0, $0 / .microseconds(1)))) })
}

/// Requests to a registry, for threads that can wait: a worker of the engine, or a script's own thread.
///
/// A waiting thread holds nothing that its answer needs: requests run on an event loop, and those never wait.
final class RegistryConnection: Sendable {
  let settings: RegistrySettings
  private let timing: RetryTiming
  private let http: HTTPClient
  /// What all requests run on from end to end. Where a body is written on one loop and its answer read on another, the library (1.37) falls
  /// over a registry that answers, and a client that is given up, before the request counts as written.
  private let loop: any EventLoop

  init(_ settings: RegistrySettings, timing: RetryTiming) {
    self.settings = settings
    self.timing = timing
    var configuration = HTTPClient.Configuration(tlsConfiguration: settings.tls)
    configuration.timeout.connect = .milliseconds(Int64(settings.timeout * 1000))
    // Retrying is done here, with pauses.
    configuration.connectionPool.retryConnectionEstablishment = false
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    loop = http.eventLoopGroup.next()
  }

  deinit {
    // Closed in the background: the last reference may go anywhere.
    http.shutdown(queue: .global()) { _ in }
  }

  /// The answer to a request, decoded; throws a `SchemaRegistryError` when every URL and retry has failed.
  func send<Answer: Decodable>(_ method: HTTPMethod, _ path: String, _ body: [UInt8]? = nil, as type: Answer.Type) throws
    -> Answer
  {
    let (bytes, url) = try send(method, path, body)
    do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
      throw SchemaRegistryError(
        .strangeAnswer, url, "\(method) \(path) was answered with '\(String(decoding: bytes.prefix(200), as: UTF8.self))'")
    }
  }

  private func send(_ method: HTTPMethod, _ path: String, _ body: [UInt8]?) throws -> (bytes: [UInt8], url: String) {
    var failure: SchemaRegistryError?
    for url in settings.urls {
      for attempt in 0...settings.maxRetries {
        switch try once(method, url, path, body) {
        case .success(let bytes): return (bytes, url)
        case .failure(let error):
          failure = error
          guard error.code == .failed || error.code == .unreachable else { throw error }
        }
        if attempt < settings.maxRetries { timing.pause(pause(before: attempt + 1)) }
      }
    }
    throw failure ?? SchemaRegistryError(.badSetting, "url", "is missing; give the registry's address")
  }

  /// Twice as long each time up to the most, shortened at random.
  private func pause(before retry: Int) -> Duration {
    let longest = min(settings.mostWait, settings.wait * Double(1 << min(retry - 1, 30)))
    return .microseconds(Int64(longest * 1000 * timing.random()))
  }

  private func once(_ method: HTTPMethod, _ url: String, _ path: String, _ body: [UInt8]?) throws -> Result<
    [UInt8], SchemaRegistryError
  > {
    var headers = HTTPHeaders(settings.headers.map { ($0.name, $0.value) })
    headers.add(
      name: "Accept", value: "application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json, application/json")
    if body != nil { headers.add(name: "Content-Type", value: "application/vnd.schemaregistry.v1+json") }
    let request: HTTPClient.Request
    do {
      request = try HTTPClient.Request(url: url + path, method: method, headers: headers, body: body.map { .bytes($0) })
    } catch {
      throw Configuration.mistake("url", "'\(url)' is not an address: \(error); correct it")
    }
    let deadline = NIODeadline.now() + .milliseconds(Int64(settings.timeout * 1000))
    do {
      let response = try http.execute(request: request, eventLoop: .delegateAndChannel(on: loop), deadline: deadline).wait()
      let bytes = response.body.map { Array($0.readableBytesView) } ?? []
      guard 200..<300 ~= response.status.code else {
        let said = try? JSONDecoder().decode(ErrorAnswer.self, from: Data(bytes))
        let text = said?.message ?? String(decoding: bytes.prefix(200), as: UTF8.self)
        return .failure(
          SchemaRegistryError(
            status: Int(response.status.code), errorCode: said?.errorCode ?? -1, text.isEmpty ? "\(method) \(path) failed" : text,
            from: url))
      }
      return .success(bytes)
    } catch NIOSSLError.handshakeFailed(let reason) {
      return .failure(SchemaRegistryError(.untrusted, url, "no TLS connection: \(reason)"))
    } catch let error as NIOSSLExtraError {
      return .failure(SchemaRegistryError(.untrusted, url, "no TLS connection: \(error)"))
    } catch {
      return .failure(SchemaRegistryError(.unreachable, url, "\(method) \(path): \(Self.reason(error))"))
    }
  }

  /// What the system says of a connection that was not made, without how the library met it.
  private static func reason(_ error: any Error) -> String {
    if let error = error as? IOError, let text = strerror(error.errnoCode) { return String(cString: text) }
    if let error = error as? NIOConnectionError, let first = error.connectionErrors.first { return reason(first.error) }
    return "\(error)"
  }

  private struct ErrorAnswer: Decodable {
    let errorCode: Int
    let message: String

    enum CodingKeys: String, CodingKey { case errorCode = "error_code", message }
  }
}
