/// Says which file and key of the rules cannot be used.
package struct RuleBookError: Error, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    case unreadable(String)
    case unknownKey(String, known: [String])
    case missingKey(String)
    case badValue(key: String, value: String, expected: String)
    case unknownVerb(String, known: [String])
    case idIsNotFileName(String)
    case idUsedTwice(String)
    case badFolder(String)
  }

  package let code: Code
  package let file: String

  package init(_ code: Code, in file: String) {
    self.code = code
    self.file = file
  }

  package var description: String {
    switch code {
    case .unreadable(let reason): "\(file): cannot be read as YAML: \(reason); correct the file"
    case .unknownKey(let key, let known): "\(file): unknown key '\(key)'; use one of \(known.joined(separator: ", "))"
    case .missingKey(let key): "\(file): key '\(key)' is missing; add it"
    case .badValue(let key, let value, let expected): "\(file): key '\(key)' is '\(value)'; write \(expected)"
    case .unknownVerb(let verb, let known): "\(file): unknown verb '\(verb)' in 'edit'; use one of \(known.joined(separator: ", "))"
    case .idIsNotFileName(let id): "\(file): id '\(id)' is not the file's name; rename one of them"
    case .idUsedTwice(let id): "\(file): id '\(id)' is used by another rule; choose another"
    case .badFolder(let name): "\(file): folder '\(name)' names no step between eras; name it like v0.17-to-v0.18"
    }
  }
}
