import Foundation

/// The one place from which git is called.
///
/// A work tree brings settings, hooks and attributes of its own, and git runs the programs that they name: to look for changes
/// (`core.fsmonitor`), to read a file (`filter.NAME.clean`), to sign, to fetch what is missing, before and after a commit. None of
/// them runs unless the tree is trusted. What the user's own settings name stands in their place.
struct GitCommand {
  /// Where git is called.
  let folder: String
  /// Whether the programs that the tree names may run.
  let isTrusted: Bool

  /// What git answers. Throws `SourceWritesError` with its own words.
  ///
  /// - Parameters:
  ///   - readsFiles: whether it looks at what files hold, or makes a commit.
  ///   - isTold: whether what programs print that git runs counts as git's own words.
  ///   - withoutHooks: false for a question whose answer would be another without them.
  func answer(_ arguments: [String], readsFiles: Bool = false, isTold: Bool = false, withoutHooks: Bool = true) throws -> String {
    let settings = isTrusted ? [] : Self.settings(withoutHooks: withoutHooks) + (readsFiles ? try ownPrograms() : [])
    return try run(settings + arguments, isTold: isTold)
  }

  /// Settings that keep git from running what a tree names, wherever it stands.
  private static func settings(withoutHooks: Bool) -> [String] {
    let off = [
      "core.fsmonitor=false", "safe.bareRepository=explicit", "gc.auto=0", "maintenance.auto=false", "submodule.recurse=false",
    ] + (withoutHooks ? ["core.hooksPath=/dev/null"] : [])
    return off.flatMap { ["-c", $0] }
  }

  /// The programs that the tree's settings name, each set to what it would be without them.
  ///
  /// Filters have names, so that they have to be asked for; asking runs none of them.
  private func ownPrograms() throws -> [String] {
    let named = #"^(filter\..*\.(clean|smudge|process|required)|gpg\.(.*\.)?program|gpg\.ssh\.defaultkeycommand)$"#
    let ask = ["config", "--null", "--show-scope", "--get-regexp", named]
    guard let answer = try run(Self.settings(withoutHooks: true) + ask, empty: 1) else { return [] }
    var own: [String: String] = [:]
    var foreign: [String] = []
    let fields = answer.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
    for (scope, entry) in zip(fields, fields.dropFirst()).enumerated().filter({ $0.offset.isMultiple(of: 2) }).map(\.element) {
      let parts = entry.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if ["local", "worktree"].contains(scope) { foreign.append(parts[0]) } else { own[parts[0]] = parts.count > 1 ? parts[1] : "true" }
    }
    return try Set(foreign).sorted().flatMap { key in
      // What stands behind `-c` ends with the first '='.
      guard !key.contains("=") else { throw SourceWritesError(.git("its settings name '\(key)', which cannot be set aside"), at: folder) }
      return ["-c", "\(key)=\(own[key] ?? Self.usual(key))"]
    }
  }

  /// What git would do without the setting.
  private static func usual(_ key: String) -> String {
    switch key {
    case "gpg.program", "gpg.openpgp.program": "gpg"
    case "gpg.x509.program": "gpgsm"
    case "gpg.ssh.program": "ssh-keygen"
    case _ where key.hasSuffix(".required"): "false"
    default: ""
    }
  }

  private func run(_ arguments: [String], isTold: Bool = false) throws -> String { try run(arguments, isTold: isTold, empty: nil) ?? "" }

  /// Nil when git ends with the exit code `empty`.
  private func run(_ arguments: [String], isTold: Bool = false, empty: Int32?) throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "--no-pager", "-C", folder] + arguments
    process.environment = environment
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    // What hooks print may be long; in the same pipe it cannot fill one that nobody reads.
    process.standardError = isTold ? output : errors
    do { try process.run() } catch { throw SourceWritesError(.git("it cannot be started"), at: folder) }
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = isTold ? answer : String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus == empty { return nil }
    guard process.terminationStatus == 0 else {
      let reason = complaint.split(separator: "\n").joined(separator: "; ")
      throw SourceWritesError(.git(reason.isEmpty ? "exit code \(process.terminationStatus)" : reason), at: folder)
    }
    return answer
  }

  /// What a hook or an editor was told about its own work tree would be wrong for this one. Nothing is fetched, asked or shown in a pager.
  private var environment: [String: String] {
    let others: Set = [
      "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
      "GIT_NAMESPACE", "GIT_CONFIG_PARAMETERS", "GIT_EXTERNAL_DIFF",
    ]
    let own = [
      "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": ":",
      "GIT_PAGER": "cat",
    ]
    var variables = ProcessInfo.processInfo.environment.filter { !others.contains($0.key) }.merging(own) { $1 }
    // A folder that is named from where one stands may be the tree's.
    variables["PATH"] = variables["PATH"]?.split(separator: ":").filter { $0.hasPrefix("/") }.joined(separator: ":")
    return variables
  }
}
