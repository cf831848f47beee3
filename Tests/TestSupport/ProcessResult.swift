import Foundation

/// How a process ended and what it said.
package struct ProcessResult: Sendable {
  package let status: Int32
  /// Whether a signal ended it, whose number the status is then.
  package let wasKilled: Bool
  package let output: String
  package let errors: String
}

/// Runs an executable to its end, without the settings for flows and for git that this process may have been given.
///
/// It reads `input`, or, without one, what this process would.
package func execute(
  _ executable: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:], input: String? = nil
) throws -> ProcessResult {
  let process = Process()
  process.executableURL = URL(filePath: executable)
  process.arguments = arguments
  process.currentDirectoryURL = folder
  let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BYTEWAX_") && !$0.key.hasPrefix("GIT_") }
  process.environment = inherited.merging(environment) { $1 }
  // Files, because a pipe that nobody empties in time stops its writer.
  let said = try Scratch()
  let (output, errors) = (try said.write("out", ""), try said.write("err", ""))
  process.standardOutput = FileHandle(forWritingAtPath: output)
  process.standardError = FileHandle(forWritingAtPath: errors)
  if let input { process.standardInput = FileHandle(forReadingAtPath: try said.write("in", input)) }
  try process.run()
  process.waitUntilExit()
  return ProcessResult(
    status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal, output: try said.read("out"),
    errors: try said.read("err"))
}
