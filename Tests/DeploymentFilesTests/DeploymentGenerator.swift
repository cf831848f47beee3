import TestSupport

/// Makes files that start flows with flags of 0.16 and 0.17, each in a scope of some kind.
struct DeploymentGenerator {
  var random: SeededRandom
  private var count = 0

  init(seed: Int) { random = SeededRandom(seed) }

  mutating func pick<Item>(_ items: [Item]) -> Item { items.randomElement(using: &random)! }
  mutating func chance(_ one: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &random) < one }
  private mutating func number() -> Int { Int.random(in: 1...4, using: &random) }

  /// Flags in any order, spelled in any way.
  mutating func flags(isPlain: Bool = false) -> [String] {
    var found: [[String]] = []
    let isNewer = chance(1, in: 4)
    let store = isPlain ? "db" : pick(["db", "/state", "\"my db\"", "'s'"])
    func value(_ name: String, _ value: String, _ joins: Bool) -> [String] { joins ? ["\(name)=\(value)"] : [name, value] }
    if chance(2, in: 3) {
      found.append(
        isNewer ? pick([["-r", store], ["--recovery-directory", store]]) : value("--sqlite-directory", store, chance(1, in: 3)))
    }
    if chance(1, in: 3) {
      let seconds = "\(number())"
      found.append(
        isNewer
          ? pick([["-s", seconds], value("--snapshot-interval", seconds, true)])
          : value("--epoch-interval", seconds, chance(1, in: 3)))
    }
    if isNewer, chance(1, in: 3) { found.append(["-b", "60"]) }
    if chance(1, in: 3) {
      found.append(
        pick([["-p", "\(number())"], ["-p\(number())"], ["--processes", "\(number())"], ["--processes=\(number())"]]))
    }
    if chance(1, in: 3) {
      found.append(pick([["-w", "\(number())"], ["-w\(number())"], ["--workers-per-process=\(number())"]]))
    }
    return found.shuffled(using: &random).flatMap { $0 }
  }

  mutating func setting() -> String {
    pick([
      "BYTEWAX_EPOCH_INTERVAL=\(number())", "BYTEWAX_PROCESSES=\(number())", "BYTEWAX_SQLITE_DIRECTORY=/env",
      "BYTEWAX_WORKERS_PER_PROCESS=2", "BYTEWAX_RECOVERY_BACKUP_INTERVAL=60", "OTHER=1",
    ])
  }

  mutating func file() -> String {
    count += 1
    return "f\(count).swift"
  }

  // MARK: Shell

  mutating func command(variables: [String] = []) -> String {
    var words = flags()
    if let name = variables.randomElement(using: &random), chance(2, in: 3) {
      words.insert(name, at: chance(1, in: 2) ? 0 : words.count)
    }
    let wrapper = pick(["", "", "", "env ", "exec_ ", "timeout 10 ", "nohup ", "nice -n 5 ", "time "]).replacing(
      "exec_", with: "command")
    let prefix = chance(1, in: 4) ? setting() + " " : ""
    let separator = chance(1, in: 4) ? " \\\n    " : " "
    let line = (["\(prefix)\(wrapper)waxwing run \(file())"] + words).joined(separator: separator)
    // What starts it in another place, with a shell of its own or not, and with other variables or the same.
    let inner = (["\(prefix)waxwing run \(file())"] + words).joined(separator: " ")
    switch Int.random(in: 0..<24, using: &random) {
    case 15 where !inner.contains("\""): return "ssh host \"\(inner)\""
    case 16: return "sudo \(inner)"
    case 17 where !inner.contains("'"): return "flock lock -c '\(inner)'"
    case 18 where !inner.contains("\""):
      return "\(pick(["tmux new -d", "sudo -E sh -c", "eval", "su -l me -c", "screen -dm sh -c"])) \"\(inner)\""
    case 19: return "\(prefix)waxwing run --era \(pick(["0.16", "0.17", "auto"])) \(file()) \(words.joined(separator: " "))"
    case 20: return "\(pick(["env -u BYTEWAX_EPOCH_INTERVAL", "env -i PATH=\"$PATH\""])) \(inner)"
    case 21: return "waxwing run \(file()) ${NONE:+-p 2} \(words.joined(separator: " "))"
    case 0: return "python -m bytewax.run x.py --epoch-interval 3 -p 2"
    case 1: return "train --epoch-interval 3 -p 2"
    case 2 where !line.contains("'"): return "bash -c '\(line)'"
    case 3 where !line.contains("\""): return "sh -c \"\(line)\""
    case 4: return "out=$(\(line))"
    case 5: return "echo \"waxwing run x.swift --epoch-interval 3 -p 2\" # -p 2"
    default: return line + (chance(1, in: 5) ? "  # --epoch-interval 3" : "")
    }
  }

  mutating func statements(depth: Int = 0, variables: [String] = []) -> [String] {
    var lines: [String] = []
    var variables = variables
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      func inner(_ some: [String]) -> [String] { some.map { "  " + $0 } }
      switch Int.random(in: 0..<20, using: &random) {
      case 0: lines.append("export \(setting())")
      case 1: lines.append("\(setting())")
      case 2:
        lines.append(
          pick([
            "unset BYTEWAX_EPOCH_INTERVAL", "unset BYTEWAX_PROCESSES", "set -a", "set +a", "export BYTEWAX_EPOCH_INTERVAL",
            "export -n BYTEWAX_EPOCH_INTERVAL", "declare +x BYTEWAX_PROCESSES",
          ]))
      case 3 where depth < 2: lines += ["("] + inner(statements(depth: depth + 1, variables: variables)) + [")"]
      case 4 where depth < 2:
        lines += ["if \(pick(["true", "false"])); then"] + inner(statements(depth: depth + 1, variables: variables)) + ["fi"]
      case 5 where depth < 2:
        lines +=
          ["if \(pick(["true", "false"])); then"] + inner(statements(depth: depth + 1, variables: variables)) + ["else"]
          + inner(statements(depth: depth + 1, variables: variables)) + ["fi"]
      case 6 where depth < 2: lines += ["for i in 1 2; do"] + inner(statements(depth: depth + 1, variables: variables)) + ["done"]
      case 7 where depth < 2:
        let name = "go\(count)"
        lines +=
          ["\(name)() {"] + inner(statements(depth: depth + 1, variables: variables)) + [
            "}", name, chance(1, in: 2) ? "\(setting()) \(name)" : name,
          ]
      case 8 where depth < 2:
        lines +=
          ["case \(pick(["a", "b"])) in", "  a)"] + inner(statements(depth: depth + 1, variables: variables)) + [
            "    ;;", "  *) true ;;", "esac",
          ]
      case 9:
        lines.append("FLAGS\(depth)=\"\(flags(isPlain: true).joined(separator: " "))\"")
        variables.append(pick(["$FLAGS\(depth)", "${FLAGS\(depth)}"]))
      case 10:
        lines.append("LIST\(depth)=(\(flags().joined(separator: " ")))")
        variables.append("\"${LIST\(depth)[@]}\"")
      case 11:
        lines.append(
          "\(pick(["true", "false", "cd ."])) && \(chance(1, in: 2) ? "export \(setting()) && " : "")\(command(variables: variables))"
        )
      case 12:
        lines.append("\(pick(["true", "false"])) || \(chance(1, in: 2) ? "export \(setting())" : command(variables: variables))")
      case 13: lines += ["cat > /dev/null <<'END'", "waxwing run x.swift --epoch-interval 3", "END"]
      case 14: lines.append("\(command(variables: variables).replacing("\n", with: "\n")); \(command(variables: variables))")
      default: lines.append(command(variables: variables))
      }
    }
    return lines
  }

  mutating func script() -> String { (["#!/bin/bash"] + statements() + statements()).joined(separator: "\n") + "\n" }

  // MARK: Make

  mutating func makefile() -> String {
    var lines: [String] = []
    for number in 0..<2 {
      lines.append("FLAGS\(number) \(pick(["=", ":=", "?="])) \(flags(isPlain: true).joined(separator: " "))")
    }
    if chance(1, in: 3) { lines.append("export \(setting().replacing("=", with: " = "))") }
    if chance(1, in: 3) { lines.append("\(pick(["export", "unexport"])) BYTEWAX_EPOCH_INTERVAL") }
    lines += ["RUN = waxwing run", "", "all: a b c"]
    for target in ["a", "b", "c"] {
      if chance(1, in: 6) { lines.append("\(target): unexport BYTEWAX_EPOCH_INTERVAL") }
      if chance(1, in: 3) { lines.append("\(target): export \(setting().replacing("=", with: " := "))") }
      lines.append("\(target):")
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        var words = flags()
        if chance(1, in: 2) { words.append(pick(["$(FLAGS0)", "${FLAGS1}"])) }
        let prefix = chance(1, in: 4) ? setting() + " " : ""
        let separator = chance(1, in: 4) ? " \\\n\t    " : " "
        let line = (["\(prefix)\(pick(["$(RUN)", "waxwing run"])) \(file())"] + words).joined(separator: separator)
        lines.append("\t\(pick(["", "@", "-"]))\(chance(1, in: 6) ? "export \(setting()); " : "")\(line)")
      }
      if chance(1, in: 3) { lines.append("\ttrain --epoch-interval 3 $(OTHER)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: YAML

  private mutating func environment(_ indent: String) -> [String] {
    guard chance(1, in: 2) else { return [] }
    var names: Set<Substring> = []
    let settings = [setting(), setting()].filter { names.insert($0.split(separator: "=")[0]).inserted }
    return chance(1, in: 2)
      ? ["\(indent)environment:"] + settings.map { "\(indent)  - \($0)" }
      : ["\(indent)environment:"]
        + settings.map { "\(indent)  \($0.split(separator: "=")[0]): \"\($0.split(separator: "=")[1])\"" }
  }

  /// Services, some of which take over what others have.
  mutating func compose() -> String {
    var lines = ["x-common: &common"] + environment("  ") + ["  restart: always", "services:"]
    for number in 0..<3 {
      lines.append("  s\(number):")
      if chance(1, in: 3) { lines.append("    <<: *common") }
      lines += environment("    ")
      let words = ["waxwing", "run", file()] + flags(isPlain: true)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: lines.append("    command: \(words.joined(separator: " "))")
      case 1: lines.append("    command: [\(words.map { "\"\($0)\"" }.joined(separator: ", "))]  # all of it")
      case 2: lines += ["    command:"] + words.map { "      - \"\($0)\"\(chance(1, in: 5) ? "  # word" : "")" }
      case 3: lines += ["    command: >-"] + words.split(every: 3).map { "      " + $0.joined(separator: " ") }
      case 4:
        lines += [
          "    command: \"" + words.split(every: 3).map { $0.joined(separator: " ") }.joined(separator: "\n      ") + "\""
        ]
      case 5: lines += ["    entrypoint: [waxwing, run]", "    command:"] + words.dropFirst(2).map { "      - '\($0)'" }
      default: lines += ["    command: [sh, -c, 'exec \(words.joined(separator: " "))']"]
      }
      if chance(1, in: 3) { lines.append("    labels: {what: \"waxwing run x.swift --epoch-interval 3\"}") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension [String] {
  fileprivate func split(every count: Int) -> [[String]] {
    stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
  }
}
