import NIOCore
import NIOPosix
import NIOSSL

/// Speaks TLS in front of a Kafka broker of this machine that does not.
///
/// A broker tells its clients where it is to be reached, so in what it says its port is replaced by the proxy's.
package final class TLSProxy: Sendable {
  private let channel: any Channel
  /// Where clients connect to, as `host:port`.
  package var address: String { "127.0.0.1:\(channel.localAddress?.port ?? 0)" }

  /// Listens on a free port; `broker` is `127.0.0.1:port`.
  package init(to broker: String, _ certificates: TestCertificates) throws {
    let context = try certificates.serverContext()
    let port = Int(broker.drop { $0 != ":" }.dropFirst()) ?? 0
    channel = try ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { client in
        client.eventLoop.makeCompletedFuture {
          try client.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        }.flatMap {
          ClientBootstrap(group: client.eventLoop).connect(host: "127.0.0.1", port: port)
        }.flatMapThrowing { broker in
          let here = client.localAddress?.port ?? 0
          try client.pipeline.syncOperations.addHandler(Passing(to: broker, replacing: nil))
          try broker.pipeline.syncOperations.addHandler(Passing(to: client, replacing: (port, here)))
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
  }

  deinit { channel.close(promise: nil) }

  /// Hands on what comes, with one port in the place of another.
  private final class Passing: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let other: any Channel
    private let place: [UInt8]
    private let replacement: [UInt8]

    init(to other: any Channel, replacing ports: (from: Int, to: Int)?) {
      self.other = other
      // An answer holds a host's name and behind it the port in four bytes.
      func bytes(_ port: Int) -> [UInt8] { Array("127.0.0.1".utf8) + [0, 0, UInt8(port >> 8 & 255), UInt8(port & 255)] }
      (place, replacement) = ports.map { (bytes($0.from), bytes($0.to)) } ?? ([], [])
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var buffer = unwrapInboundIn(data)
      if !place.isEmpty {
        let bytes = Array(buffer.readableBytesView)
        for start in bytes.indices.dropLast(place.count - 1) where bytes[start..<start + place.count].elementsEqual(place) {
          buffer.setBytes(replacement, at: buffer.readerIndex + start)
        }
      }
      other.writeAndFlush(buffer, promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

    // Who refuses the certificate goes away in the middle of a handshake.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
