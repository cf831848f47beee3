extension ClientSettings {
  /// Words in the names of settings that hold what nobody may read in a message or a log.
  ///
  /// The user's name is told: it is what a person looks for first when a broker refuses it.
  private static let secretNames = [
    "password", "passphrase", "secret", "token", ".pem", "oauthbearer.config", "oauthbearer.extensions", "assertion", "jaas", "credential", "user.info",
  ]

  /// Whether a setting's value is never told.
  static func isSecret(_ name: String) -> Bool {
    let name = name.lowercased()
    return secretNames.contains { name.contains($0) }
  }

  /// The text with stars in place of every secret that the settings hold, and of a user with his password in any URL.
  func hiding(_ text: String) -> String {
    var text = text
    for secret in secrets { text = text.replacing(secret, with: "***") }
    return text.replacing(Self.userInURL) { "\($0.output.1)***@" }
  }

  /// The longest first, so that none is left in part; librdkafka also tells the parts of a value that is itself made of settings. What is
  /// very short is found in any text, and is told only where librdkafka puts quotes around it.
  private var secrets: [String] {
    let values = properties.filter { Self.isSecret($0.name) }.map(\.value)
    let parts = values.flatMap { $0.split { " =,;\"'\n\t".contains($0) }.map(String.init) }
    let whole = values.filter { $0.utf8.count > 2 } + parts.filter { $0.utf8.count > 3 }
    let short = values.filter { !$0.isEmpty && $0.utf8.count <= 2 }.map { "\"\($0)\"" }
    return Set(whole + short).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  // Regular expressions are not `Sendable`; this one never changes once it is made.
  nonisolated(unsafe) private static let userInURL = /([A-Za-z][A-Za-z0-9+_.-]*:\/\/)[^\s\/@]+@/
}
