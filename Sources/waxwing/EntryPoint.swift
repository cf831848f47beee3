import ArgumentParser
import Foundation
import ShownText

/// Where the command begins, and where what it throws is told.
@main
enum EntryPoint {
  static func main() {
    do {
      var command = try Waxwing.parseAsRoot()
      try command.run()
      try Self.finishOutput()
    } catch {
      let error = Self.outputError ?? error
      let code = Waxwing.exitCode(for: error)
      // An error may repeat words of a tree; help is the command's own, and has its own way out.
      guard !code.isSuccess else { Waxwing.exit(withError: error) }
      let text = Waxwing.fullMessage(for: error)
      if !text.isEmpty { printError(text) }
      Waxwing.exit(withError: code)
    }
  }

  /// Throws when not all that was printed has got where it goes.
  private static func finishOutput() throws {
    if let error = outputError { throw error }
  }

  /// Why not all that was printed has got where it goes; nil when it has. A reader that has had enough is no error.
  private static var outputError: (any Error)? {
    guard fflush(nil) != 0 || StandardOutput.hasFailed, errno != EPIPE else { return nil }
    return OutputLost(reason: String(cString: strerror(errno)))
  }

  private struct OutputLost: Error, CustomStringConvertible {
    let reason: String
    var description: String {
      "standard output cannot be written: \(reason); not all was printed, make room or name another place"
    }
  }
}
