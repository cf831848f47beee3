import Foundation
import Testing
import Yams

/// What images, pods and service files start, as Docker, Kubernetes and systemd do it with files like the generator's.
extension CommandRecorder {
  /// The commands of the build, and what a container of each stage starts.
  func starts(dockerfile: String) throws -> [StartedCommand] {
    struct Stage {
      var variables: [String: String] = [:]
      var arguments: [String: String] = [:]
      var entry: String?
      var command: String?
    }
    var stages: [String: Stage] = [:]
    var (stage, name) = (Stage(), "")
    var found: [StartedCommand] = []
    func run(_ entry: String?, _ command: String?, _ variables: [String: String]) throws {
      let words = try [entry, command].compactMap { text in try text.map(Self.list) }
      guard let first = words.first else { return }
      // A line of shell takes no further words.
      let all = first.count == 3 && first[0] == "/bin/sh" ? first : words.flatMap { $0 }
      found += try starts("/usr/bin/env", all, environment: variables)
    }
    func end() throws {
      guard !name.isEmpty else { return }
      try run(stage.entry, stage.command, stage.variables)
      stages[name] = stage
    }
    for line in dockerfile.replacing("\\\n", with: " ").split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      let settings = parts[1].split(separator: " ").filter { $0.contains("=") }.map {
        $0.split(separator: "=", maxSplits: 1).map(String.init)
      }
      switch parts[0] {
      case "FROM":
        try end()
        let words = parts[1].split(separator: " ").map(String.init)
        stage = stages[words[0]] ?? Stage()
        stage.arguments = [:]
        name = words[2]
      case "ENV": for setting in settings { stage.variables[setting[0]] = setting[1] }
      case "ARG": for setting in settings { stage.arguments[setting[0]] = setting[1] }
      case "RUN": try run(parts[1], nil, stage.arguments.merging(stage.variables) { $1 })
      case "ENTRYPOINT": (stage.entry, stage.command) = (parts[1], nil)
      default: stage.command = parts[1]
      }
    }
    try end()
    return found
  }

  private static func list(_ text: String) throws -> [String] {
    guard text.hasPrefix("[") else { return ["/bin/sh", "-c", text] }
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String], "a list has to stay one: \(text)")
  }

  /// What each container starts.
  func starts(pod: String) throws -> [StartedCommand] {
    let spec = try #require((Yams.load(yaml: pod) as? [String: Any])?["spec"] as? [String: Any])
    return try #require(spec["containers"] as? [[String: Any]]).flatMap { container in
      let settings = (container["env"] as? [[String: Any]] ?? []).map { ("\($0["name"]!)", "\($0["value"]!)") }
      let words = try ["command", "args"].flatMap { key in
        try (container[key] as? [Any] ?? []).map { try #require($0 as? String, "a word of a list is no text") }
      }
      return try starts("/usr/bin/env", words, environment: Dictionary(settings) { $1 })
    }
  }

  /// The commands of a service, in order.
  func starts(unit: String) throws -> [StartedCommand] {
    var variables: [String: String] = [:]
    var commands: [String] = []
    for line in unit.replacing("\\\n", with: " ").split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      if parts[0].hasPrefix("Exec") { commands.append(String(parts[1].drop { $0 == "-" })) }
      guard parts[0] == "Environment" else { continue }
      for word in parts[1].replacing("\"", with: "").split(separator: " ") {
        let setting = word.split(separator: "=", maxSplits: 1).map(String.init)
        variables[setting[0]] = setting[1]
      }
    }
    return try commands.flatMap { try starts("/usr/bin/env", $0.split(separator: " ").map(String.init), environment: variables) }
  }
}
