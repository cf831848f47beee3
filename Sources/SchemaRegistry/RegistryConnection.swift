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
    // Where a request is sent on to is looked at here first.
    configuration.redirectConfiguration = .disallow
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
      throw SchemaRegistryError(.strangeAnswer, url, "\(method) \(path) was answered with '\(told(bytes))'")
    }
  }

  private func send(_ method: HTTPMethod, _ path: String, _ body: [UInt8]?) throws -> (bytes: [UInt8], url: String) {
    var failure: SchemaRegistryError?
    for address in settings.addresses {
      for attempt in 0...settings.maxRetries {
        switch try once(method, address, path, body) {
        case .success(let bytes): return (bytes, address.url)
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

  private func once(_ method: HTTPMethod, _ address: RegistryAddress, _ path: String, _ body: [UInt8]?) throws -> Result<
    [UInt8], SchemaRegistryError
  > {
    let url = address.url
    let deadline = NIODeadline.now() + .milliseconds(Int64(settings.timeout * 1000))
    do {
      var place = url + path
      for _ in 0...Self.mostRedirects {
        let response = try execute(method, place, headers(for: address, at: place, hasBody: body != nil), body, deadline)
        let bytes = response.body.map { Array($0.readableBytesView) } ?? []
        switch response.status.code {
        case 200..<300: return .success(bytes)
        case 301, 302, 303, 307, 308: place = try target(of: response, method, from: place, url)
        default:
          let said = try? JSONDecoder().decode(ErrorAnswer.self, from: Data(bytes))
          let text = said.map { settings.secrets.hiding($0.message) } ?? told(bytes)
          return .failure(
            SchemaRegistryError(
              status: Int(response.status.code), errorCode: said?.errorCode ?? -1, text.isEmpty ? "\(method) \(path) failed" : text,
              from: url))
        }
      }
      return .failure(SchemaRegistryError(.strangeAnswer, url, "\(method) \(path) is sent on more than \(Self.mostRedirects) times"))
    } catch let error as SchemaRegistryError {
      return .failure(error)
    } catch is ResponseAccumulator.ResponseTooBigError {
      return .failure(SchemaRegistryError(.strangeAnswer, url, "\(method) \(path) is answered with more than \(Self.mostBytes >> 20) MB"))
    } catch NIOSSLError.handshakeFailed(let reason) {
      return .failure(SchemaRegistryError(.untrusted, url, "no TLS connection: \(reason)"))
    } catch let error as NIOSSLExtraError {
      return .failure(SchemaRegistryError(.untrusted, url, "no TLS connection: \(error)"))
    } catch {
      return .failure(SchemaRegistryError(.unreachable, url, "\(method) \(path): \(settings.secrets.hiding(Self.reason(error)))"))
    }
  }

  /// No schema is as large, and no registry sends on as often.
  private static let mostBytes = 16 << 20
  private static let mostRedirects = 5

  private func execute(
    _ method: HTTPMethod, _ url: String, _ headers: HTTPHeaders, _ body: [UInt8]?, _ deadline: NIODeadline
  ) throws -> HTTPClient.Response {
    let request: HTTPClient.Request
    do { request = try HTTPClient.Request(url: url, method: method, headers: headers, body: body.map { .bytes($0) }) } catch {
      throw Configuration.mistake("url", "'\(RegistryAddress.shown(url))' is not an address; correct it")
    }
    let answer = ResponseAccumulator(request: request, maxBodySize: Self.mostBytes)
    return try http.execute(request: request, delegate: answer, eventLoop: .delegateAndChannel(on: loop), deadline: deadline).wait()
  }

  /// Who asks is told to the registry that was named, and to no other place that it sends a request on to.
  private func headers(for address: RegistryAddress, at place: String, hasBody: Bool) -> HTTPHeaders {
    var headers = HTTPHeaders()
    if RegistryAddress.origin(place) == RegistryAddress.origin(address.url) {
      for (name, value) in settings.headers { headers.add(name: name, value: value) }
      if let user = address.userInfo { headers.add(name: "Authorization", value: "Basic \(RegistrySettings.base64(Array(user.utf8)))") }
    }
    headers.add(
      name: "Accept", value: "application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json, application/json")
    if hasBody { headers.add(name: "Content-Type", value: "application/vnd.schemaregistry.v1+json") }
    return headers
  }

  /// Where a request is sent on to: by the same scheme, and only where it may be made again as it is.
  private func target(of response: HTTPClient.Response, _ method: HTTPMethod, from place: String, _ url: String) throws -> String {
    let location = response.headers.first(name: "Location") ?? ""
    let next = URL(string: location, relativeTo: URL(string: place))?.absoluteURL
    let told = "'\(settings.secrets.hiding(RegistryAddress.shown(next?.absoluteString ?? location)))'"
    guard let next, next.scheme?.lowercased() == URL(string: place)?.scheme?.lowercased(), next.host?.isEmpty == false else {
      throw SchemaRegistryError(.strangeAnswer, url, "it sends requests on to \(told), which is not followed; give that address if it is right")
    }
    guard method == .GET || [307, 308].contains(response.status.code) else {
      throw SchemaRegistryError(.strangeAnswer, url, "it sends \(method) on to \(told) as something else; give that address if it is right")
    }
    // Nobody but the configuration says who asks.
    let sent = next.absoluteString
    return try next.user == nil && next.password == nil ? sent : RegistryAddress(sent).url
  }

  /// The beginning of what was answered, as it may be told.
  private func told(_ bytes: [UInt8]) -> String { settings.secrets.hiding(String(decoding: bytes.prefix(200), as: UTF8.self)) }

  /// What the system says of a connection that was not made, without how the library met it.
  private static func reason(_ error: any Error) -> String {
    if let error = error as? IOError, let text = strerror(error.errnoCode) { return String(cString: text) }
    if let error = error as? NIOConnectionError, let first = error.connectionErrors.first { return reason(first.error) }
    if let error = error as? HTTPClientError, error == .deadlineExceeded { return "no whole answer in time" }
    if error is HTTPParserError { return "what it answers is not HTTP" }
    return "\(error)"
  }

  private struct ErrorAnswer: Decodable {
    let errorCode: Int
    let message: String

    enum CodingKeys: String, CodingKey { case errorCode = "error_code", message }
  }
}
