import Foundation

/// Finds the `Rules` folder of the running command.
package enum RuleLocation {
  /// Looks at `WAXWING_RULES`, then beside the installed command (`<prefix>/share/waxwing/Rules`), then in the
  /// folders above a command in a build folder. The first folder that exists wins; nil when none does.
  package static func find(executable: URL, environment: [String: String]) -> URL? {
    if let path = environment["WAXWING_RULES"], !path.isEmpty { return URL(fileURLWithPath: path, isDirectory: true) }
    let real = executable.resolvingSymlinksInPath()
    let prefix = real.deletingLastPathComponent().deletingLastPathComponent()
    var candidates = [prefix.appendingPathComponent("share/waxwing/Rules", isDirectory: true)]
    var folder = real.deletingLastPathComponent()
    while folder.path != "/" {
      let manifest = folder.appendingPathComponent("Package.swift")
      if FileManager.default.fileExists(atPath: manifest.path) {
        candidates.append(folder.appendingPathComponent("Rules", isDirectory: true))
      }
      folder.deleteLastPathComponent()
    }
    return candidates.first { FileManager.default.fileExists(atPath: $0.path) }
  }
}
