import Foundation
import Yams

/// Every breaking change there is, whether or not a rule deals with it.
package struct Catalogue: Sendable {
  package struct Change: Codable, Sendable, Equatable {
    package let id, hop, title, source: String
    package let severity: String
  }

  /// A change that no Swift flow can meet, and why.
  package struct Exemption: Codable, Sendable, Equatable {
    package let id, reason: String
  }

  package let changes: [Change]
  package let exemptions: [Exemption]

  /// Reads `catalogue.yml` and `not-in-swift.yml`. Throws `RuleBookError` naming the file.
  package init(directory: URL) throws {
    changes = try RuleBook.list("changes", in: directory.appendingPathComponent("catalogue.yml"))
    exemptions = try RuleBook.list("changes", in: directory.appendingPathComponent("not-in-swift.yml"))
  }
}

extension RuleBook {
  /// The entries of a YAML file that holds one list under `key`.
  static func list<Entry: Decodable>(_ key: String, in file: URL) throws -> [Entry] {
    do {
      let document = try YAMLDecoder().decode([String: [Entry]].self, from: try text(of: file))
      guard let entries = document[key] else { throw RuleBookError(.missingKey(key), in: file.lastPathComponent) }
      return entries
    } catch let error as DecodingError {
      throw RuleBookError(.unreadable(error.sentence), in: file.lastPathComponent)
    } catch let error as YamlError {
      throw RuleBookError(.unreadable("\(error)".prefixLine), in: file.lastPathComponent)
    }
  }
}

extension DecodingError {
  /// Which key is wrong and how.
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, _): "key '\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
    @unknown default: "an entry does not have the shape of the others"
    }
  }
}
