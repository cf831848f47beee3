import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A server that answers with whatever bytes a test wants, well formed or not.
package final class RawServer: Sendable {
  /// What a connection is answered with: gets the request's head, and a way to write that says whether the other side still listens.
  package typealias Answer = @Sendable (_ request: String, _ write: ([UInt8]) -> Bool) -> Void

  package let port: UInt16
  private let socket: Int32
  private let seen = Mutex<[String]>([])

  /// The heads of the requests so far.
  package var requests: [String] { seen.withLock { $0 } }
  package var url: String { "http://127.0.0.1:\(port)" }

  package init(_ answer: @escaping Answer) throws {
    let listener = Self.tcpSocket()
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &size) == 0 }
    }
    guard listener >= 0, isBound else { throw POSIXError(.EADDRINUSE) }
    (socket, port) = (listener, UInt16(bigEndian: address.sin_port))
    let note: @Sendable (String) -> Void = { [weak self] request in self?.seen.withLock { $0.append(request) } }
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        Thread.detachNewThread { Self.serve(connection, note, answer) }
      }
    }
  }

  deinit {
    shutdown(socket, Int32(SHUT_RDWR))
    close(socket)
  }

  private static func tcpSocket() -> Int32 {
    #if canImport(Glibc)
    Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
  }

  private static func serve(_ connection: Int32, _ note: (String) -> Void, _ answer: Answer) {
    defer { close(connection) }
    var head: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !head.contains(Array("\r\n\r\n".utf8)) {
      let got = recv(connection, &buffer, buffer.count, 0)
      guard got > 0 else { return }
      head += buffer[..<got]
    }
    let request = String(decoding: head, as: UTF8.self)
    note(request)
    answer(request) { bytes in
      var start = 0
      while start < bytes.count {
        #if canImport(Glibc)
        let put = bytes.withUnsafeBytes { send(connection, $0.baseAddress.map { $0 + start }, $0.count - start, Int32(MSG_NOSIGNAL)) }
        #else
        let put = bytes.withUnsafeBytes { send(connection, $0.baseAddress.map { $0 + start }, $0.count - start, 0) }
        #endif
        guard put > 0 else { return false }
        start += put
      }
      return true
    }
  }
}
