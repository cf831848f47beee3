import Foundation
import MigrationReport
import ShownText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What standard output leads to.
enum Terminal {
  /// Colour and the window's width on a terminal, plain text of 100 columns elsewhere; `NO_COLOR` turns colour off.
  static var style: TextStyle {
    guard isatty(STDOUT_FILENO) == 1 else { return TextStyle() }
    let environment = ProcessInfo.processInfo.environment
    let isColoured = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    var window = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0
    return TextStyle(isColoured: isColoured, width: isKnown ? Int(window.ws_col) : 80, cutsSource: true)
  }

  /// A unified diff as a person on a terminal may see it, in colours if he has nothing against them. Elsewhere it is what `patch` applies,
  /// byte for byte.
  static func shown(diff: String) -> String {
    guard isatty(STDOUT_FILENO) == 1 else { return diff }
    return style.isColoured ? UnifiedDiff.coloured(diff.shownLines) : diff.shownLines
  }
}
