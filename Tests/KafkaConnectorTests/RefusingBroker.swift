import Foundation

/// A broker that knows only how to refuse a password (ApiVersions 0, SaslHandshake 0 to 1, SaslAuthenticate 0).
final class RefusingBroker: Sendable {
  let address: String
  private let listener: Int32

  init() throws {
    let (listener, port) = try boundSocket()
    self.listener = listener
    address = "127.0.0.1:\(port)"
    guard listen(listener, 8) == 0 else { throw PeerError("port \(port) cannot be listened on") }
    Thread.detachNewThread { [listener] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 { return }
        Self.serve(connection)
        close(connection)
      }
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)); close(listener) }

  private static func serve(_ connection: Int32) {
    while let size = read(4, connection), let request = read(Int(UInt32(bytes: size)), connection), request.count >= 8 {
      let kind = UInt32(bytes: [0, 0] + request[0..<2])
      let correlation = Array(request[4..<8])
      let body: [UInt8]
      switch kind {
      // Only the oldest form is spoken here; who asks in a newer one is told so.
      case 18: body = [0, request[3] == 0 ? 0 : 35] + apis([(17, 0, 1), (18, 0, 0), (36, 0, 0)])
      case 17: body = [0, 0] + [0, 0, 0, 1] + text("PLAIN")
      case 36: body = [0, 58] + text("wrong password") + [0, 0, 0, 0]
      default: return
      }
      let answer = UInt32(4 + body.count).bytes + correlation + body
      _ = answer.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
  }

  private static func apis(_ list: [(UInt8, UInt8, UInt8)]) -> [UInt8] {
    UInt32(list.count).bytes + list.flatMap { [0, $0.0, 0, $0.1, 0, $0.2] }
  }

  private static func text(_ text: String) -> [UInt8] { [0, UInt8(text.utf8.count)] + Array(text.utf8) }

  private static func read(_ count: Int, _ connection: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { recv(connection, $0.baseAddress, count, Int32(MSG_WAITALL)) }
    return got == count ? bytes : nil
  }
}

extension UInt32 {
  fileprivate init(bytes: [UInt8]) { self = bytes.reduce(0) { $0 << 8 | UInt32($1) } }
  fileprivate var bytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
