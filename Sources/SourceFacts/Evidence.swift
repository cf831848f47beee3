/// How sure we are that a place means what it seems to mean.
package enum Evidence: String, Sendable, Codable {
  /// A compiler said so.
  case typed
  /// The scopes of the file say so.
  case lexical
  /// It stands where no compiler run looks: in a branch of `#if` or among a macro's arguments.
  case unverified
}
