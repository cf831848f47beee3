import Foundation
import TestSupport
import Testing

/// A package in a git work tree whose maker wants programs of his to run: each would leave a mark.
///
/// The marks are made by everything that git, the package manager or the compiler may be told to run by what lies in a tree.
struct HostileTree {
  let place: Workplace
  private let scratch: Scratch

  /// The names of what has run.
  var marks: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/marks").sorted() }
  }

  init() throws {
    scratch = try Scratch()
    _ = try scratch.directory("marks")
    place = try Workplace(
      [
        "Package.swift": Self.manifest(mark: scratch.path + "/marks/manifest"), "Sources/App/main.swift": oldFlow + "try runMain(flow)\n",
        "Sources/App/Macros.swift": Self.macros, "run.sh": "waxwing run a.swift --epoch-interval 5 # $(touch '\(scratch.path)/marks/shell')\n",
        "Makefile": "X := $(shell touch '\(scratch.path)/marks/make')\nrun:\n\twaxwing run a.swift --epoch-interval 5\n", "a.swift": oldFlow, "gone.txt": "1\n",
        ".gitattributes": "* filter=evil diff=evil merge=evil\n*.sh filter=piped\n", ".gitignore": ".build\n",
      ], git: true)
    try addPrograms()
    try addSettings()
    // Git has to read what is in a file when its time is another than it remembers.
    for name in ["a.swift", "run.sh"] {
      try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: place.path(name))
    }
    // Making the tree has run some of its programs.
    for mark in try marks { try FileManager.default.removeItem(atPath: "\(scratch.path)/marks/\(mark)") }
  }

  /// A command that leaves a mark and hands on what it reads.
  private func program(_ name: String) -> String { "touch '\(scratch.path)/marks/\(name)'; cat" }

  private func addSettings() throws {
    let names = [
      "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy", "core.alternateRefsCommand", "pager.status",
      "pager.config", "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge", "filter.piped.process",
      "filter.two words.clean", "merge.evil.driver", "sequence.editor", "credential.helper", "gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand",
      "interactive.diffFilter", "trailer.evil.command", "uploadpack.packObjectsHook",
    ]
    for name in names { try place.git(["config", name, program(name)]) }
    for name in ["status", "rev-parse", "commit", "config"] { try place.git(["config", "alias.\(name)", "!" + program("alias-\(name)")]) }
    try place.git(["config", "safe.directory", "*"])
    try place.git(["config", "commit.verbose", "true"])
    try place.git(["config", "core.hooksPath", "hooks"])
  }

  private func addPrograms() throws {
    let hooks = [
      "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "post-index-change", "reference-transaction", "post-rewrite", "pre-auto-gc",
      "fsmonitor-watchman", "post-checkout",
    ]
    for hook in hooks { for folder in [".git/hooks", "hooks"] { try script("\(folder)/\(hook)", "\(folder.last ?? " ")-\(hook)") } }
    // What the shell of someone finds who has '.' on his path.
    for name in ["git", "swiftc", "env", "sh"] { try script(name, "path-\(name)") }
    try script(".build/debug/Evil-tool", "macro")
    // An interface may name plug-ins for whoever compiles it.
    try place.write(
      ".build/debug/Modules/Evil.swiftinterface",
      """
      // swift-interface-format-version: 1.0
      // swift-module-flags: -module-name Evil -load-plugin-executable \(place.path(".build/debug/Evil-tool"))#Evil
      @freestanding(expression) public macro evil() -> Int = #externalMacro(module: "Evil", type: "Evil")
      public let value: Int = #evil()

      """)
    try place.commit("programs")
  }

  private func script(_ name: String, _ mark: String) throws {
    try place.write(name, "#!/bin/sh\n\(program(mark)) >/dev/null </dev/null\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path(name))
  }

  private static let macros = "import Evil\n@freestanding(expression) macro evil() -> Int = #externalMacro(module: \"Evil\", type: \"Evil\")\nlet one = #evil()\n"

  private static func manifest(mark: String) -> String {
    """
    // swift-tools-version: 6.0
    import Foundation
    import PackageDescription
    _ = FileManager.default.createFile(atPath: "\(mark)", contents: nil)
    let package = Package(name: "p", targets: [.executableTarget(name: "App")])

    """
  }
}
