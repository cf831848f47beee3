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
