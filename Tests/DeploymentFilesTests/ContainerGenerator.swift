/// Images, pods and service files, each with several scopes of which some have variables.
extension DeploymentGenerator {
  private mutating func quoted(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: ", ") }

  /// Settings of different names.
  private mutating func settings() -> [String] {
    guard chance(1, in: 2) else { return [] }
    var names: Set<Substring> = []
    return [setting(), setting()].filter { names.insert($0.split(separator: "=")[0]).inserted }
  }

  /// Stages that begin anew or with another, with commands that the build runs and one that a container starts.
  mutating func dockerfile() -> String {
    var lines: [String] = []
    for number in 0..<3 {
      lines.append("FROM \(number > 0 && chance(1, in: 2) ? "s\(number - 1)" : "swift") AS s\(number)")
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: lines.append("ENV \(setting())")
        case 1: lines.append("ENV \(settings().joined(separator: " ")) LAST=1")
        case 2: lines.append("ARG \(setting())")
        case 3:
          lines.append(
            "RUN \(chance(1, in: 3) ? "export \(setting()) && " : "")waxwing run \(file()) \(flags().joined(separator: " "))")
        default: lines.append("RUN [\(quoted(["waxwing", "run", file()] + flags(isPlain: true)))]")
        }
      }
      let words = ["waxwing", "run", file()] + flags(isPlain: true)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: lines.append("CMD [\(quoted(words))]")
      case 1: lines.append("CMD exec \(words.joined(separator: " \\\n    "))")
      case 2: lines += ["ENTRYPOINT [\(quoted(["waxwing", "run"]))]", "CMD [\(quoted(Array(words.dropFirst(2))))]"]
      default: lines.append("ENTRYPOINT [\"sh\", \"-c\", \"exec \(words.joined(separator: " "))\"]")
      }
      if chance(1, in: 3) { lines.append("ENV \(setting())") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Containers side by side, with variables of their own.
  mutating func pod() -> String {
    var lines = ["kind: Pod", "spec:", "  containers:"]
    for number in 0..<3 {
      lines.append("    - name: c\(number)")
      let settings = settings()
      if !settings.isEmpty { lines.append("      env:") }
      for setting in settings {
        let (name, value) = (setting.split(separator: "=")[0], setting.split(separator: "=")[1])
        lines +=
          chance(1, in: 2)
          ? ["        - {name: \(name), value: \"\(value)\"}"] : ["        - name: \(name)", "          value: '\(value)'"]
      }
      let words = [file()] + flags(isPlain: true)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: lines.append("      command: [\(quoted(["waxwing", "run"] + words))]")
      case 1: lines += ["      command: [waxwing, run]", "      args:"] + words.map { "        - \"\($0)\"" }
      case 2:
        lines += [
          "      command: [\"/bin/sh\", \"-c\"]", "      args:", "        - |",
          "          waxwing run \(words.joined(separator: " \\\n            "))",
        ]
      default: lines += ["      args: [\(quoted(words))]", "      command: [waxwing, run]"]
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A service with a command before its own; variables count wherever they stand.
  mutating func unit() -> String {
    var lines = ["[Unit]", "Description=waxwing run x.swift --epoch-interval 3", "[Service]"]
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      lines.append("Environment=\(chance(1, in: 2) ? "\"\(setting())\"" : "\(setting()) LAST=1")")
    }
    if chance(1, in: 2) { lines.append("ExecStartPre=-waxwing run \(file()) \(flags(isPlain: true).joined(separator: " "))") }
    lines.append(
      "ExecStart=\(pick(["", "/usr/bin/env "]))waxwing run \(file()) \(flags(isPlain: true).joined(separator: chance(1, in: 3) ? " \\\n  " : " "))"
    )
    if chance(1, in: 3) { lines.append("Environment=\(setting())") }
    return lines.joined(separator: "\n") + "\n"
  }
}
