/// What the keys of deployment files say of what stands behind them.
enum YAMLKeys {
  static func isEnvironment(_ key: String) -> Bool {
    ["env", "environment", "variables", "envs", "environment_variables", "env_vars", "envVars", "env_file", "envFrom"].contains(key)
  }

  /// Lists whose items are lines of one script.
  static func isScript(_ key: String) -> Bool { ["script", "before_script", "after_script", "commands", "cmds", "run"].contains(key) }

  /// Whether a text behind it is run.
  static func isCommand(_ key: String) -> Bool {
    guard !isProse(key) else { return false }
    let lower = key.lowercased()
    return ["command", "cmd", "entrypoint", "args", "exec", "run", "script", "shell", "bash", "start"].contains { lower.contains($0) }
      || lower.hasSuffix(".sh")
  }

  /// Whether a text behind it is for people.
  static func isProse(_ key: String) -> Bool {
    let lower = key.lowercased()
    return ["descr", "doc", "note", "comment", "help", "title", "summary", "message", "name", "label", "annotation", "runbook", "example"]
      .contains { lower.contains($0) }
  }
}
