import CRdKafka
import Foundation
import TestSupport
import Testing

/// A real broker of the tests' own, on a free port of this machine, with topics that live as long as the tests do.
///
/// A shell owns the broker: when the tests end, however they end, their end of the shell's input closes, and it stops the broker by its
/// process id and removes its files.
final class Broker: Sendable {
  /// The broker all tests share, started when it is first asked for.
  static func running() throws -> Broker { try shared.get() }
  private static let shared = Result { try Broker() }

  /// Where `.ci/install-broker` puts it.
  static let program = packageFolder.appending(path: ".build-kafka/noida-db-0.2.3").path
  static let isInstalled = FileManager.default.isExecutableFile(atPath: program)
  /// Why tests are skipped.
  static let advice: Comment = "no Kafka broker is installed; run .ci/install-broker"

  let address: String
  // Kept open so that the shell's input stays open.
  private let input: FileHandle

  /// Starts one; it stops when nobody holds it any more.
  init() throws {
    let port = try freePort()
    address = "127.0.0.1:\(port)"
    let data = FileManager.default.temporaryDirectory.appending(path: "waxwing-broker-\(UUID().uuidString)").path
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c",
      #""$0" start --data-dir "$1" --host 127.0.0.1 --only kafka --kafka-port "$2" >/dev/null 2>&1 & pid=$!; cat >/dev/null; kill -9 $pid; wait $pid; rm -rf "$1""#,
      Self.program, data, "\(port)",
    ]
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    input = pipe.fileHandleForWriting
    // Else the shell would keep its own input open.
    _ = fcntl(input.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try process.run()
    let client = try Peer(at: address)
    try client.waitUntilAnswered()
  }

  /// A name that no other test uses.
  static func newName(_ name: String) -> String { "\(name)-\(UUID().uuidString.prefix(8).lowercased())" }

  /// Makes a topic that no other test uses.
  func topic(_ name: String, partitions: Int = 1) throws -> String {
    let topic = Self.newName(name)
    try Peer(at: address).create(topic, partitions: partitions)
    return topic
  }
}

/// A port of this machine that nobody listens on.
func freePort() throws -> UInt16 {
  let (descriptor, port) = try boundSocket()
  close(descriptor)
  return port
}

/// A socket that has a free port of this machine, and listens once it is told to.
func boundSocket() throws -> (descriptor: Int32, port: UInt16) {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
    }
  }
  guard isBound else {
    close(descriptor)
    throw PeerError("no free port")
  }
  return (descriptor, UInt16(bigEndian: address.sin_port))
}
