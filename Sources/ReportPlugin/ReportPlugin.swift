import Foundation
import PackagePlugin

/// `swift package waxwing-report`: lists the breaking changes that the flows of a package meet, and what starts them.
///
/// Without paths the whole package is looked at. Everything else is handed to `waxwing report`.
@main
struct ReportPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let process = Process()
    process.executableURL = try context.tool(named: "waxwing").url
    // The command is built into this package, far from its rules.
    process.environment = ProcessInfo.processInfo.environment.merging(context.package.rules.map { ["WAXWING_RULES": $0] } ?? [:]) { own, _ in own }
    process.currentDirectoryURL = context.package.directoryURL
    let isNamed = zip([""] + arguments, arguments).contains { before, word in !word.hasPrefix("-") && !before.hasPrefix("--") }
    process.arguments = ["report", "--no-cache"] + arguments + (isNamed ? [] : ["."])
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      Diagnostics.error("waxwing report ended with exit code \(process.terminationStatus); see above")
      return
    }
  }
}

extension Package {
  /// The rules of the package that the command comes from: this one, or one that it depends on.
  fileprivate var rules: String? {
    displayName == "waxwing" ? directoryURL.appending(path: "Rules").path : dependencies.lazy.compactMap(\.package.rules).first
  }
}
