/// What a command starts, as far as its words tell.
enum FlowProgram: Equatable {
  /// A flow: its first word behind what starts it, and the word `run`, if that is how it is started.
  case flow(first: Int, runner: Int?)
  /// Python, certainly with a flow of its own or not.
  case python(isFlow: Bool)
  case other

  /// Programs that do nothing with their words but show or search them.
  static let onlyPrints: Set<String> = [
    "echo", "printf", "grep", "egrep", "fgrep", "rg", "sed", "awk", "cat", "print", "logger", ":", "tee", "info", "warn",
  ]

  init(_ words: [CommandWord], programs: Set<String>) {
    self = .other
    for (number, word) in words.enumerated() {
      let next = number + 1 < words.count ? words[number + 1].text : ""
      if word.name == "waxwing" || word.name.hasSuffix("\u{FFFC}") || word.isMany, ["run", "test-cluster"].contains(next) {
        // A program that is not known is taken for it when it runs a Swift file.
        let isNamed = word.name == "waxwing" || words.dropFirst(number + 2).contains { $0.text.isFlowFile }
        if isNamed { self = .flow(first: number + 2, runner: number + 1) }
      } else if word.name.hasPrefix("python"), word.name.dropFirst(6).allSatisfy({ $0.isNumber || $0 == "." }) {
        let isFlow = next == "-m" && number + 2 < words.count && words[number + 2].text.hasPrefix("bytewax")
        self = .python(isFlow: isFlow)
      } else if word.name.hasPrefix("bytewax."), number == 0 {
        self = .python(isFlow: true)
      } else if programs.contains(word.name), number == 0 || word.text.contains("/") || words[number - 1].text.isRunning {
        self = .flow(first: number + 1, runner: nil)
      }
      if self != .other { return }
    }
  }

  /// Whether a program keeps what is exported here from what it starts.
  static func isIsolating(_ words: [CommandWord], at number: Int) -> Bool {
    func options(_ wanted: Set<String>) -> Bool {
      words[(number + 1)...].prefix { $0.name != "waxwing" }.contains { wanted.contains($0.text) }
    }
    return switch words[number].name {
    case "env": number + 1 < words.count && ["-i", "-", "--ignore-environment"].contains(words[number + 1].text)
    case "sudo", "doas": !options(["-E", "--preserve-env"])
    case "su", "runuser": options(["-", "-l", "--login"])
    case "ssh", "systemd-run", "machinectl": true
    default: isOfContainer(words[number])
    }
  }

  static func isOfContainer(_ word: CommandWord) -> Bool {
    [
      "docker", "docker-compose", "podman", "podman-compose", "nerdctl", "kubectl", "oc", "helm", "crictl", "ctr", "lxc",
      "nsenter",
    ].contains(word.name)
  }

  /// Whether a command has anything to do with flows, or with what is given to them.
  static func concerns(_ words: [CommandWord]) -> Bool {
    words.contains { word in
      word.definition != nil || word.name == "waxwing" || word.text == "run" || word.name.hasPrefix("python")
        || word.text.hasPrefix("--epoch-interval")
        || word.text.hasPrefix("--sqlite-directory") || word.letters.contains { $0.definition >= 0 }
    }
  }
}

extension String {
  /// Whether it names a file with a flow, and perhaps the flow in it.
  var isFlowFile: Bool { split(separator: ":").first?.hasSuffix(".swift") ?? false }

  /// Whether the word behind it is a program: `swift run Name`, `exec Name`.
  fileprivate var isRunning: Bool {
    ["run", "exec", "nohup", "time", "sudo", "--product", "env", "setsid", "--"].contains(self) || contains("=")
      || allSatisfy { $0.isNumber || "smhd.".contains($0) }
  }
}
