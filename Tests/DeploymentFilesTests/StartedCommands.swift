import Foundation
import TestSupport

@testable import Bytewax016
@testable import Bytewax017
@testable import BytewaxStreams

/// A program as a shell, make or a container's runtime started it.
struct StartedCommand: Equatable {
  let program: String
  let words: [String]
  let environment: [String: String]
}

/// Starts files for real, with programs that only write down how they are started.
final class CommandRecorder {
  private let scratch: Scratch
  private let calls: String

  init() throws {
    scratch = try Scratch(inMemory: true)
    calls = scratch.path + "/calls"
    let program = """
      #!/bin/sh
      { echo "PROGRAM ${0##*/}"; for word in "$@"; do echo "WORD $word"; done; env | grep '^BYTEWAX_' | LC_ALL=C sort; } >> \(calls)

      """
    for name in ["waxwing", "train", "python"] {
      let path = try scratch.write("bin/\(name)", program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    for (name, body) in Self.starters {
      let path = try scratch.write("bin/\(name)", "#!/bin/sh\n\(body)\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
  }

  /// Programs that start others, as the real ones do: in another place without this one's variables, or here with them.
  private static let starters = [
    "ssh": "shift; \(forgetting); exec sh -c \"$*\"", "su": "\(forgetting); exec sh -c \"$4\"",
    "sudo": "if [ \"$1\" = -E ]; then shift; else \(forgetting); fi; exec env \"$@\"",
    "flock": "exec sh -c \"$3\"", "tmux": "exec sh -c \"$3\"", "screen": "shift; exec \"$@\"",
  ]
  private static let forgetting = "for name in $(env | sed -n 's/^\\(BYTEWAX_[A-Z_]*\\)=.*/\\1/p'); do unset \"$name\"; done"

  /// What a program starts, in order.
  func starts(_ executable: String, _ arguments: [String], environment: [String: String] = [:]) throws -> [StartedCommand] {
    try scratch.write("calls", "")
    let path = scratch.path + "/bin:/usr/bin:/bin"
    _ = try execute(
      executable, arguments, in: URL(filePath: scratch.path), environment: environment.merging(["PATH": path]) { $1 })
    var found: [StartedCommand] = []
    for block in ("\n" + (try scratch.read("calls"))).components(separatedBy: "\nPROGRAM ").dropFirst() {
      let lines = block.split(separator: "\n").map(String.init)
      let words = lines.filter { $0.hasPrefix("WORD ") }.map { String($0.dropFirst(5)) }
      let settings = lines.filter { $0.hasPrefix("BYTEWAX_") }.map {
        $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      }
      found.append(
        StartedCommand(program: lines[0], words: words, environment: Dictionary(settings.map { ($0[0], $0[1]) }) { $1 }))
    }
    return found
  }

  func starts(script: String, with shell: String = "/bin/bash", environment: [String: String] = [:]) throws -> [StartedCommand] {
    try starts(shell, [try scratch.write("script", script)], environment: environment)
  }

  func starts(makefile: String) throws -> [StartedCommand] {
    try starts("/usr/bin/make", ["-s", "-k", "-f", try scratch.write("Makefile", makefile)])
  }
}

/// What a flow that is started runs with.
struct RunFacts: Equatable {
  var workers: Int
  var directory: String?
  var snapshot: Int
  var backup: Int

  /// As 0.16, or with its flags 0.17, understands a command; nil when it refuses it.
  init?(old command: StartedCommand) {
    guard let words = command.flags else { return nil }
    let environment = command.environment.filter { !$0.value.isEmpty }
    func number(_ name: String) -> Int? { environment[name].flatMap(Int.init) }
    if let flags = try? Bytewax016.Flags.parse(words) {
      workers =
        (flags.workers.processes ?? number("BYTEWAX_PROCESSES") ?? 1)
        * (flags.workers.workers ?? number("BYTEWAX_WORKERS_PER_PROCESS") ?? 1)
      directory = flags.sqliteDirectory ?? environment["BYTEWAX_SQLITE_DIRECTORY"]
      snapshot = flags.epochInterval ?? number("BYTEWAX_EPOCH_INTERVAL") ?? 10
      backup = number("BYTEWAX_RECOVERY_BACKUP_INTERVAL") ?? 86_400
    } else if let flags = try? Bytewax017.Flags.parse(words) {
      workers =
        (flags.workers.processes ?? number("BYTEWAX_PROCESSES") ?? 1)
        * (flags.workers.workers ?? number("BYTEWAX_WORKERS_PER_PROCESS") ?? 1)
      directory = flags.recoveryDirectory ?? environment["BYTEWAX_RECOVERY_DIRECTORY"]
      snapshot = flags.snapshotInterval ?? number("BYTEWAX_SNAPSHOT_INTERVAL") ?? 10
      backup = flags.backupInterval ?? number("BYTEWAX_RECOVERY_BACKUP_INTERVAL") ?? 86_400
    } else {
      return nil
    }
  }

  /// As 0.19 understands a command; nil when it refuses it.
  init?(new command: StartedCommand) {
    guard let words = command.flags, command.era.map({ ["0.19", "auto"].contains($0) }) ?? true,
      let flags = try? StreamFlags.parse(words)
    else { return nil }
    let environment = command.environment.filter { !$0.value.isEmpty }
    func number(_ name: String) -> Int? { environment[name].flatMap(Int.init) }
    workers = flags.workers ?? number("BYTEWAX_WORKERS_PER_PROCESS") ?? 1
    directory = flags.recoveryDirectory ?? environment["BYTEWAX_RECOVERY_DIRECTORY"]
    let given = (
      flags.snapshotInterval ?? number("BYTEWAX_SNAPSHOT_INTERVAL"),
      flags.backupInterval ?? number("BYTEWAX_RECOVERY_BACKUP_INTERVAL")
    )
    if directory != nil, given.0 == nil || given.1 == nil { return nil }
    snapshot = given.0 ?? 10
    backup = given.1 ?? 86_400
  }
}

extension StartedCommand {
  /// The era that is named by hand.
  fileprivate var era: String? { words.firstIndex(of: "--era").flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil } }

  /// What `waxwing run` hands on to the flow's own program: all but the flow's file, joined values taken apart.
  fileprivate var flags: [String]? {
    guard program == "waxwing", words.first == "run", let file = words.firstIndex(where: { $0.hasSuffix(".swift") }) else {
      return nil
    }
    var rest = words
    rest.remove(at: file)
    // Which era a flow is compiled for is for `waxwing run` itself.
    if let era = rest.firstIndex(of: "--era"), era + 1 < rest.count { rest.removeSubrange(era...era + 1) }
    return rest.dropFirst().flatMap { word -> [String] in
      guard word.hasPrefix("-"), !word.hasPrefix("--"), word.count > 2, "wpsbi".contains(word.dropFirst().first!) else {
        return [word]
      }
      return [String(word.prefix(2)), String(word.dropFirst(2))]
    }
  }
}
