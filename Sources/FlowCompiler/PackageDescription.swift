import Foundation

extension Toolchain {
  /// What the package manager of this toolchain says of a package, as JSON; its dependencies are not asked for. Runs the package's
  /// description, which is a program.
  package func packageDescription(of folder: String) throws -> String {
    let process = Process()
    let manager = (compiler as NSString).deletingLastPathComponent + "/swift"
    guard FileManager.default.isExecutableFile(atPath: manager) else {
      throw FlowCompilerError(.noCompiler(manager), file: folder)
    }
    process.executableURL = URL(fileURLWithPath: manager)
    process.arguments = ["package", "--package-path", folder, "dump-package"]
    process.standardInput = FileHandle.nullDevice
    // The package manager leaves a lock for each package in the folder for temporary files.
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-package-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: scratch) }
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": scratch.path]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.code == 0 else {
      throw PackageError(description: "'swift package dump-package' fails in \(folder); run it to see why, and mend the package")
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Thrown for a package that the package manager cannot read.
package struct PackageError: Error, CustomStringConvertible {
  package let description: String
}
