/// What a client's configuration holds that nobody may read in a message: a registry, or what stands before it, may send back what it was sent.
struct RegistrySecrets: Sendable {
  private let texts: [String]

  /// - Parameter credentials: users with their passwords, as `user:password`, and tokens.
  init(credentials: [String]) {
    let passwords = credentials.compactMap { text in text.firstIndex(of: ":").map { String(text[text.index(after: $0)...]) } }
    let encoded = credentials.map { RegistrySettings.base64(Array($0.utf8)) }
    // The longest first, so that none is left in part. What is very short is found in any text.
    texts = Set(credentials + passwords + encoded).filter { $0.utf8.count > 2 }.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  /// The text with stars in place of each secret, and without what would act on a terminal.
  func hiding(_ text: some StringProtocol) -> String { texts.reduce(String(text)) { $0.replacing($1, with: "***") }.plain }
}
