import Foundation
import NIOSSL

/// An authority of one test's own and a server's certificate that it has signed, made anew each time and removed with it.
package final class TestCertificates: Sendable {
  /// Whether the program is there that makes them.
  package static let canBeMade = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

  private let folder: String
  /// The authority's certificate, for whoever shall trust it.
  package var authority: String { "\(folder)/ca.pem" }

  /// Good for a day, for servers at 127.0.0.1.
  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "waxwing-certificates-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-ec", Self.script]
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CertificatesNotMade(code: process.terminationStatus) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// How a server proves itself with them.
  func serverContext() throws -> NIOSSLContext {
    try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile("\(folder)/server.pem").map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: "\(folder)/server.key", format: .pem))))
  }

  private static let script = """
    key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    openssl req -x509 $key -keyout ca.key -out ca.pem -days 1 -subj "/CN=an authority of a test"
    openssl req $key -keyout server.key -out server.csr -subj "/CN=127.0.0.1"
    echo "subjectAltName=IP:127.0.0.1" > server.ext
    openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 1 -extfile server.ext
    """

  private struct CertificatesNotMade: Error { let code: Int32 }
}
