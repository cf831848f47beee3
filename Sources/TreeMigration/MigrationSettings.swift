import Foundation
import SourceFacts
import Yams

/// What a project's `.waxwing.yml` says, so that it need not be said on every command line.
package struct MigrationSettings: Sendable, Equatable {
  package var paths: [String] = []
  package var exclude: [String] = []
  package var from: Era?
  package var to: Era?
  package var only: [String] = []
  package var skip: [String] = []
  package var apply: [String] = []
  package var evidence: String?
  package var baseline: String?
  /// The folder in which the file lies, as it is reached from where the command is run; its paths begin there.
  package var folder = ""

  package init() {}

  /// A line of the settings that means nothing.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    let file: String
    let line: Int
    let text: String
    package var description: String { "\(file):\(line): \(text)" }
  }

  /// The name of the file.
  package static let name = ".waxwing.yml"

  /// The settings that hold in a folder: those of the nearest folder above that has them, up to the top of a git work tree.
  ///
  /// Throws `Problem` for the first line that means nothing.
  package static func holding(in folder: String) throws -> MigrationSettings? {
    var place = URL(fileURLWithPath: folder).standardizedFileURL
    var way = ""
    while true {
      let file = place.appendingPathComponent(name)
      if FileManager.default.fileExists(atPath: file.path) {
        guard let bytes = try? FileText.read(file.path), let text = String(validating: bytes, as: UTF8.self) else {
          throw Problem(file: way + name, line: 1, text: "cannot be read as UTF-8 text; correct the file or its permissions")
        }
        var settings = try MigrationSettings(yaml: text, file: way + name)
        settings.folder = way
        return settings
      }
      if FileManager.default.fileExists(atPath: place.appendingPathComponent(".git").path) || place.path == "/" { return nil }
      place.deleteLastPathComponent()
      way += "../"
    }
  }

  /// The paths as they are reached from where the command is run.
  ///
  /// Throws `Problem` for one that leads out of the settings' folder: settings come with a tree, and only a person says what else is written.
  package func pathsInside() throws -> [String] {
    func real(_ path: String) -> String { URL(fileURLWithPath: path.isEmpty ? "." : path).resolvingSymlinksInPath().path }
    let top = real(folder)
    return try paths.map { path in
      let placed = path.hasPrefix("/") ? path : folder + path
      guard real(placed) == top || real(placed).hasPrefix(top == "/" ? "/" : top + "/") else {
        throw Problem(file: folder + Self.name, line: 1, text: "'\(path)' leads out of the folder of this file; name it on the command line")
      }
      return placed
    }
  }

  /// Reads settings. `file` is what messages call them.
  package init(yaml: String, file: String) throws {
    if let reason = TextBounds.excess(of: Array(yaml.utf8)) { throw Problem(file: file, line: 1, text: reason) }
    let node: Node?
    do { node = try Yams.compose(yaml: yaml) } catch {
      let text = "\(error)".split(separator: "\n").first.map(String.init) ?? "\(error)"
      throw Problem(file: file, line: 1, text: "cannot be read as YAML: \(text); correct the file")
    }
    guard let node, node.null == nil else { return }
    guard let mapping = node.mapping else { throw Problem(file: file, line: 1, text: "is not a list of 'key: value'; correct the file") }
    let known = ["apply", "baseline", "evidence", "exclude", "from", "only", "paths", "skip", "to"]
    for (key, value) in mapping {
      let line = key.mark?.line ?? 1
      func problem(_ text: String) -> Problem { Problem(file: file, line: line, text: text) }
      func list() throws -> [String] {
        if let word = value.string, value.sequence == nil { return [word] }
        guard let words = value.sequence?.map(\.string), !words.contains(nil) else { throw problem("'\(key.string ?? "")' is not a list of texts; write one text a line, after '-'") }
        return words.compactMap(\.self)
      }
      func era() throws -> Era {
        let word = value.scalar?.string ?? ""
        guard let era = Era(rawValue: word.hasPrefix("v") ? String(word.dropFirst()) : word) else {
          throw problem("'\(word)' is no era; use one of \(Era.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return era
      }
      switch key.string {
      case "paths":
        paths = try list()
        // Whoever made the tree does not say what else is rewritten.
        for path in paths where path.hasPrefix("/") || path.split(separator: "/").contains("..") {
          throw problem("'\(path)' leads out of the folder of these settings; name it on the command line")
        }
      case "exclude": exclude = try list()
      case "only": only = try list()
      case "skip": skip = try list()
      case "apply": apply = try list()
      case "from": from = try era()
      case "to": to = try era()
      case "evidence":
        guard let word = value.string, ["auto", "typed", "lexical"].contains(word) else { throw problem("'evidence' is not auto, typed or lexical; write one of them") }
        evidence = word
      case "baseline":
        guard let word = value.string else { throw problem("'baseline' is not a path; write one") }
        baseline = word
      default: throw problem("unknown key '\(key.string ?? "")'; use one of \(known.joined(separator: ", "))")
      }
    }
  }
}
