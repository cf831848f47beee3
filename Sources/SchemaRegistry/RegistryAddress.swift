#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A registry's base URL, taken apart: who is named in it goes into a header and is never part of a message.
struct RegistryAddress: Sendable {
  /// The URL without user and password, and without a slash at the end.
  let url: String
  /// Who asks, as the URL has it: `user:password`.
  let userInfo: String?

  /// Throws a `SchemaRegistryError` for what is not an address of HTTP.
  init(_ text: String) throws {
    var rest = text[...]
    guard let scheme = ["http://", "https://"].first(where: { rest.lowercased().hasPrefix($0) }) else {
      throw Configuration.mistake("url", "'\(Self.shown(text))' does not begin with http:// or https://; give the whole address")
    }
    rest = rest.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest[authority.endIndex...]
    var host = authority
    if let at = authority.lastIndex(of: "@") {
      let named = String(authority[..<at])
      guard let plain = Self.decoded(named), !plain.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
        throw Configuration.mistake("url", "holds a user that cannot be read; write what is not a letter or a digit in it as %XX")
      }
      // As everybody's clients do, a user without a password is one with an empty password.
      userInfo = plain.contains(":") ? plain : plain + ":"
      host = authority[authority.index(after: at)...]
    } else {
      userInfo = nil
    }
    guard !host.isEmpty else { throw Configuration.mistake("url", "names no host; give the whole address, as in http://localhost:8081") }
    var url = "\(scheme)\(host)\(path)"
    while url.hasSuffix("/") { url.removeLast() }
    self.url = url
  }

  /// The text with the bytes that stand as `%XX`; nil where that is no text.
  private static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count > 1, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Where a URL leads: scheme, host and port, in one spelling.
  static func origin(_ url: String) -> String? {
    guard let parts = URL(string: url), let scheme = parts.scheme?.lowercased(), let host = parts.host?.lowercased() else { return nil }
    return "\(scheme)://\(host):\(parts.port ?? (scheme == "https" ? 443 : 80))"
  }

  /// An address as it may be told, whatever is wrong with it: without what stands before its host, and without a query.
  static func shown(_ text: String) -> String {
    let (scheme, rest) = text.firstRange(of: "://").map { (text[..<$0.upperBound], text[$0.upperBound...]) } ?? ("", text[...])
    let told = rest.prefix { !"?#".contains($0) }
    let host = told.lastIndex(of: "@").map { told[told.index(after: $0)...] } ?? told
    return "\(scheme)\(host)".plain
  }
}

extension StringProtocol {
  /// The text without what would act on a terminal, and not longer than a message should be.
  var plain: String {
    let seen = unicodeScalars.prefix(500).map { scalar -> String in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: " "
      default: String(scalar)
      }
    }
    return seen.joined() + (unicodeScalars.count > 500 ? "…" : "")
  }
}
