import Foundation

/// How a process ended and what it said.
package struct ProcessResult: Sendable {
  package let status: Int32
  package let output: String
  package let errors: String
}

/// Runs an executable to its end, without the settings for flows that this process may have been given.
package func execute(
  _ executable: String, _ arguments: [String], in folder: URL, environment: [String: String] = [:]
) throws -> ProcessResult {
  let process = Process()
  process.executableURL = URL(filePath: executable)
  process.arguments = arguments
  process.currentDirectoryURL = folder
  let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BYTEWAX_") }
  process.environment = inherited.merging(environment) { $1 }
  // Files, because a pipe that nobody empties in time stops its writer.
  let said = try Scratch()
  let (output, errors) = (try said.write("out", ""), try said.write("err", ""))
  process.standardOutput = FileHandle(forWritingAtPath: output)
  process.standardError = FileHandle(forWritingAtPath: errors)
  try process.run()
  process.waitUntilExit()
  return ProcessResult(status: process.terminationStatus, output: try said.read("out"), errors: try said.read("err"))
}
