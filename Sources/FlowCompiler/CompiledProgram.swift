import Foundation

/// A flow as a program, ready to run.
package struct CompiledProgram: Sendable {
  /// The executable file.
  package let path: String
  /// The flow's file as it was typed: the program's name for itself.
  package let flow: String
  /// Whether the program had been compiled before.
  package let wasCached: Bool
  /// Why the flow was compiled for its era; empty for a program from the cache.
  package let reasons: [String]
  /// What the compiler warned of; empty for a program from the cache.
  package let warnings: String

  init(path: String, flow: String, wasCached: Bool, reasons: [String] = [], warnings: String = "") {
    (self.path, self.flow, self.wasCached) = (path, flow, wasCached)
    (self.reasons, self.warnings) = (reasons, warnings)
  }

  /// Becomes the program: signals, output and exit code from here on are the flow's own. Returns only to throw.
  package func replaceProcess(arguments: [String]) throws(FlowCompilerError) -> Never {
    var words: [UnsafeMutablePointer<CChar>?] = ([flow] + arguments).map { strdup($0) }
    words.append(nil)
    fflush(nil)
    execv(path, words)
    throw FlowCompilerError(.notStarted(reason: String(cString: strerror(errno))), file: flow)
  }

  /// Runs the program as a child process and returns what it did.
  ///
  /// - Parameter environment: added to this process's own.
  package func run(
    _ arguments: [String] = [], environment: [String: String] = [:], directory: String? = nil
  ) throws -> (code: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let places = ["output", "errors"].map { folder.appendingPathComponent($0) }
    for place in places { try Data().write(to: place) }
    let files = try places.map { try FileHandle(forWritingTo: $0) }
    defer { for file in files { try? file.close() } }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = files[0]
    process.standardError = files[1]
    try process.run()
    process.waitUntilExit()
    let texts = try places.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return (process.code, texts[0], texts[1])
  }
}
