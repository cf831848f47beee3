import Foundation

/// The file that this process was started from.
package enum RunningExecutable {
  /// The file's path with every symbolic link resolved.
  package static var path: String {
    #if os(Linux)
    let link = "/proc/self/exe"
    #else
    let link = Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
    return URL(fileURLWithPath: link).resolvingSymlinksInPath().path
  }
}
