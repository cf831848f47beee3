import ArgumentParser
import DataflowRuntime

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The environment variables that stand in for flags.
public enum Environment {
  /// The value of a variable; an empty one counts as absent.
  public static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A variable that must be a whole number; throws a `SettingsError` naming it when it is not.
  public static func number(_ name: String) throws -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text) else {
      throw SettingsError("environment variable \(name) is '\(text)'; set it to a whole number")
    }
    return number
  }
}

/// An era's command-line flags.
public protocol FlowFlags: ParsableArguments {
  func settings() throws -> RunSettings
}

/// Reads an era's flags from the command line.
public enum FlowCommandLine {
  /// The settings that flags and environment ask for; ends the process with a usage message when the flags are wrong.
  public static func settings<Flags: FlowFlags>(_ type: Flags.Type) throws -> RunSettings {
    try Flags.parseOrExit().settings()
  }

  /// Runs the program's body; an error ends the process with one message and exit code 1, an interrupt with 130.
  public static func exitingOnError(_ body: () throws -> Void) {
    do {
      try body()
    } catch is Interrupted {
      complain("interrupted; all workers have been shut down")
      exit(130)
    } catch {
      complain("\(error)")
      exit(1)
    }
  }

  private static func complain(_ message: String) {
    fflush(nil)
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { "error: \($0)\n" }.joined()
    _ = Array(lines.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
