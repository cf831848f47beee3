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
    } catch {
      let code = Waxwing.exitCode(for: error)
      // An error may repeat words of a tree; help is the command's own, and has its own way out.
      guard !code.isSuccess else { Waxwing.exit(withError: error) }
      let text = Waxwing.fullMessage(for: error)
      if !text.isEmpty { printError(text) }
      Waxwing.exit(withError: code)
    }
  }
}
