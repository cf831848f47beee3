import Foundation

/// Runs another program to its end and keeps what it prints.
enum Subprogram {
  /// What is left of a program that has ended.
  struct Result {
    /// The exit code, or 128 and the signal that ended it.
    let status: Int32
    /// What it printed on both of its outputs.
    let output: String
  }

  /// Runs a program without input; its output goes through a file in `folder`, so that nothing can fill a pipe.
  ///
  /// `folder` is also where it finds room for temporary files, since a compiler that only checks types leaves a folder behind.
  /// `processorSeconds` is what it and each process that it starts may use of a processor: a limit that holds when nobody waits any more.
  static func run(
    _ path: String, _ arguments: [String], outputIn folder: String, processorSeconds: Int? = nil
  ) throws(FlowCompilerError) -> Result {
    let name = folder + "/output"
    guard FileManager.default.createFile(atPath: name, contents: nil), let file = FileHandle(forWritingAtPath: name)
    else { throw FlowCompilerError(.cache(directory: folder, reason: "no file can be made in it"), file: "waxwing run") }
    defer {
      try? file.close()
      try? FileManager.default.removeItem(atPath: name)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: processorSeconds == nil ? path : "/bin/sh")
    process.arguments = (processorSeconds.map { ["-c", "ulimit -t \($0); exec \"$0\" \"$@\"", path] } ?? []) + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = file
    process.standardError = file
    do {
      try process.run()
    } catch {
      throw FlowCompilerError(.noCompiler(path), file: "waxwing run")
    }
    process.waitUntilExit()
    let output = FileManager.default.contents(atPath: name) ?? Data()
    return Result(status: process.code, output: String(decoding: output, as: UTF8.self))
  }
}

extension Process {
  /// The exit code as a shell tells it: 128 and the signal when one ended the program.
  var code: Int32 { terminationReason == .uncaughtSignal ? 128 + terminationStatus : terminationStatus }
}
