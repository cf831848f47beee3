import Foundation

/// The Swift compiler that flows are compiled with.
package struct Toolchain: Sendable {
  /// The compiler's path, symbolic links included: `swiftc` is a link whose name tells the driver what to be.
  package let compiler: String

  package init(compiler: String) { self.compiler = compiler }

  /// Finds the compiler: the one named by `WAXWING_SWIFTC`, else the first `swiftc` on the `PATH`.
  package static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(FlowCompilerError) -> Toolchain {
    let wanted = environment["WAXWING_SWIFTC"].flatMap { $0.isEmpty ? nil : $0 } ?? "swiftc"
    // A folder that is named from where one stands may be that of a tree.
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    let candidates = wanted.contains("/") ? [wanted] : folders.map { $0 + "/" + wanted }
    guard let compiler = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw FlowCompilerError(.noCompiler(wanted), file: "waxwing run")
    }
    return Toolchain(compiler: compiler)
  }

  /// What changes when another compiler is installed.
  package var mark: String { compiler + " → " + FileMark.of(URL(fileURLWithPath: compiler).resolvingSymlinksInPath().path) }

  /// Whether a program can be linked with Swift's own libraries inside.
  ///
  /// Asks the compiler where they would be: its own path may be that of a launcher.
  func hasStaticRuntime(askingIn folder: String) -> Bool {
    struct Target: Decodable {
      struct Paths: Decodable { let runtimeResourcePath: String }
      let paths: Paths
    }
    guard let answer = try? Subprogram.run(compiler, ["-print-target-info", "-static-stdlib"], outputIn: folder), answer.status == 0,
      let target = try? JSONDecoder().decode(Target.self, from: Data(answer.output.utf8))
    else { return false }
    return FileManager.default.fileExists(atPath: target.paths.runtimeResourcePath + "/linux/libFoundation.a")
  }
}
