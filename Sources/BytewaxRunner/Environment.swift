import ArgumentParser
import DataflowCore
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

  /// This process's number in a cluster, told by itself or by the ordinal at the end of a pod's name.
  public static func processID() throws -> Int? {
    if let number = try number("BYTEWAX_PROCESS_ID") { return number }
    guard let pod = value("BYTEWAX_POD_NAME"), let set = value("BYTEWAX_STATEFULSET_NAME") else { return nil }
    guard pod.hasPrefix("\(set)-"), let number = Int(pod.dropFirst(set.count + 1)) else {
      throw SettingsError("environment variable BYTEWAX_POD_NAME is '\(pod)'; it must be '\(set)-' and a number")
    }
    return number
  }

  /// The addresses of a cluster's processes: from the flag, a variable, or the lines of a host file; `nil` when none says.
  public static func addresses(flag: String?) throws -> [String]? {
    if let list = flag ?? value("BYTEWAX_ADDRESSES") { return list.split(separator: ";").map(String.init) }
    guard let path = value("BYTEWAX_HOSTFILE_PATH") else { return nil }
    guard let file = fopen(path, "r") else {
      throw SettingsError("host file '\(path)' cannot be opened; correct BYTEWAX_HOSTFILE_PATH")
    }
    defer { fclose(file) }
    var lines: [String] = []
    while let line = readLine(of: file) {
      if !line.isEmpty { lines.append(line) }
    }
    return lines
  }

  private static func readLine(of file: UnsafeMutablePointer<FILE>) -> String? {
    var bytes: [UInt8] = []
    while true {
      let character = getc(file)
      if character == EOF { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if character == 10 { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(UInt8(truncatingIfNeeded: character))
    }
  }

  /// Says on standard error that variables of other eras are set and mean nothing to this one.
  ///
  /// `replacements` has, for each such variable, what the era reads in its place; `nil` when there is nothing.
  public static func warn(ofIgnored replacements: KeyValuePairs<String, String?>) {
    for (name, replacement) in replacements where value(name) != nil {
      warn("environment variable \(name) is ignored in this era; \(replacement.map { "use \($0)" } ?? "unset it")")
    }
    if value("BYTEWAX_DATAFLOW_API_ENABLED") != nil {
      warn(
        "environment variable BYTEWAX_DATAFLOW_API_ENABLED is ignored: there is no HTTP interface here yet, neither /dataflow nor /metrics; unset it"
      )
    }
  }

  /// Writes a warning to standard error, one line whatever it repeats of a store.
  public static func warn(_ message: String) {
    _ = Array("warning: \(message.visible)\n".utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// An era's command-line flags.
public protocol FlowFlags: ParsableArguments {
  /// What the flags, then the environment, then `defaults` say.
  func settings(over defaults: RunSettings) throws -> RunSettings
}

/// Reads an era's flags from the command line.
public enum FlowCommandLine {
  /// What flags, then the environment, then `defaults` ask for; ends the process with exit code 64 when the flags are wrong.
  public static func settings<Flags: FlowFlags>(_ type: Flags.Type, over defaults: RunSettings) throws -> RunSettings {
    let flags: Flags
    do { flags = try Flags.parse() } catch { refuse(error, of: type) }
    do { return try flags.settings(over: defaults) } catch let error as ValidationError { refuse(error, of: type) }
  }

  /// Ends the process for what was typed: with the help that was asked for, or with what is wrong.
  private static func refuse<Flags: FlowFlags>(_ error: any Error, of type: Flags.Type) -> Never {
    if Flags.exitCode(for: error) == .success {
      print(help(type))
      exit(0)
    }
    let advice = error is ValidationError ? "" : "; waxwing eras lists the flags of each era"
    complain("\(Flags.message(for: error))\(advice)")
    exit(64)
  }

  /// The flags' own help, under the program's name and not under that of their type.
  private static func help<Flags: FlowFlags>(_ type: Flags.Type) -> String {
    let words = Flags.helpMessage().split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    let program = CommandLine.arguments.first?.split(separator: "/").last ?? "flow"
    return words.count == 3 ? "\(words[0]) \(program) \(words[2])" : words.joined(separator: " ")
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
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { "error: \(String($0).visible)\n" }.joined()
    _ = Array(lines.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
