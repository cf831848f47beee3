/// A kind of file that says how a flow is started, or with what in its environment.
package enum DeploymentKind: Sendable, Equatable {
  case shell, makefile, dockerfile, yaml, environment, unit, processes, manifest
  /// Holds commands in a language that is not read; what is old in it is named.
  case unread

  /// What a file is by its name; nil for anything else.
  package init?(path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let lower = name.lowercased()
    let ending = lower.split(separator: ".").last.map(String.init) ?? ""
    if name == "Package.swift" {
      self = .manifest
    } else if lower == "makefile" || lower == "gnumakefile" || ending == "mk" || lower == "justfile" {
      self = .makefile
    } else if lower == "dockerfile" || lower == "containerfile" || lower.hasPrefix("dockerfile.") || ending == "dockerfile" {
      self = .dockerfile
    } else if lower == ".env" || lower.hasPrefix(".env.") || (ending == "env" && lower != "env") {
      self = .environment
    } else if ["sh", "bash", "zsh", "ksh"].contains(ending), lower != ending {
      self = .shell
    } else if [".envrc", ".profile", ".bashrc", ".bash_profile", ".zshrc"].contains(lower) {
      self = .shell
    } else if lower == "procfile" || lower.hasPrefix("procfile.") {
      self = .processes
    } else if ["yml", "yaml"].contains(ending) || (ending == "tpl" && path.contains("templates/")) {
      self = .yaml
    } else if ["service", "timer"].contains(ending), lower != ending {
      self = .unit
    } else if ending == "conf", path.split(separator: "/").dropLast().last?.hasSuffix(".service.d") == true {
      self = .unit
    } else if Self.isOfUnreadLanguage(path, lower, ending) {
      self = .unread
    } else {
      return nil
    }
  }

  /// Crontabs, supervisors, schedulers, build servers, and programs that start others.
  private static func isOfUnreadLanguage(_ path: String, _ name: String, _ ending: String) -> Bool {
    let folder = path.split(separator: "/").dropLast().last ?? ""
    return name.contains("crontab") || folder.hasPrefix("cron.") || unreadNames.contains(name)
      || unreadEndings.contains(ending) && name != ending
      || ending == "json"
        && (name == "package.json" || name.contains("task") || name.contains("launch") || name.contains("devcontainer"))
  }

  private static let unreadNames: Set<String> = [
    "jenkinsfile", "vagrantfile", "tiltfile", "earthfile", "rakefile", "caddyfile", "fabfile",
  ]
  private static let unreadEndings: Set<String> = [
    "ini", "conf", "cfg", "toml", "nomad", "hcl", "tf", "fish", "ps1", "bat", "cmd", "py", "rb", "pl", "plist", "j2", "tmpl",
    "template", "groovy", "cron",
    "container", "expect", "exp",
  ]

  /// What a file is by its name, or by a first line that calls a shell.
  package init?(path: String, bytes: [UInt8]) {
    if let kind = Self(path: path) {
      self = kind
      return
    }
    let first = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(80), as: UTF8.self)
    guard first.hasPrefix("#!"),
      ["sh", "bash", "zsh", "ksh", "dash"].contains(where: {
        first.hasSuffix("/\($0)") || first.contains(" \($0)") || first.contains("/\($0) ")
      })
    else { return nil }
    self = .shell
  }
}
