import Foundation
import PackagePlugin

/// `swift package waxwing-migrate`: rewrites the flows of a package, and what starts them.
///
/// Without paths the whole package is looked at. Everything else is handed to `waxwing migrate`; without `--write` the
/// difference is shown.
@main
struct MigratePlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let program = try context.tool(named: "waxwing").url
    // A word behind an option may be its value; a path stands behind another word, or first.
    let isNamed = zip([""] + arguments, arguments).contains { before, word in
      !word.hasPrefix("-") && (!before.hasPrefix("--") || before == "--write")
    }
    let paths = isNamed || arguments.contains("--resume") || arguments.contains("--undo") ? [] : ["."]
    let process = Process()
    process.executableURL = program
    // The command is built into this package, far from its rules.
    process.environment = ProcessInfo.processInfo.environment.merging(context.package.rules.map { ["WAXWING_RULES": $0] } ?? [:])
    { own, _ in own }
    process.currentDirectoryURL = context.package.directoryURL
    process.arguments = ["migrate", "--no-cache"] + arguments + paths
    try process.run()
    process.waitUntilExit()
    // The command lies in this package's build, where nobody looks for it.
    if arguments.contains(where: ["--write", "--interactive", "-i"].contains) {
      Diagnostics.remark("where it says 'waxwing undo', here that is 'swift package waxwing-migrate --undo'")
    }
    // Files that would change are no failure of the plugin.
    guard [0, 2].contains(process.terminationStatus) else {
      Diagnostics.error("waxwing migrate ended with exit code \(process.terminationStatus); see above")
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
