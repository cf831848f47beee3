import FlowCompiler
import Foundation
import SourceFacts

/// The reason why a package's description could not be had.
struct PackageUnreadable: Error { let reason: String }

/// A target of a package, as far as compiling it needs.
struct PackageTarget: Sendable {
  let name: String
  /// The target's folder, without links in its path.
  let folder: String
  let excluded: [String]
  let sources: [String]?
  let languageVersion: String
  /// Where the package's own build has left modules.
  let moduleFolders: [String]

  var moduleName: String { SourceFacts.moduleName(ofTarget: name) }

  /// Whether the target holds a file, by its path without links.
  func holds(_ path: String) -> Bool {
    guard path.hasPrefix(folder + "/"), path.hasSuffix(".swift") else { return false }
    let inside = String(path.dropFirst(folder.count + 1))
    func isBelow(_ place: String) -> Bool {
      place == "." || inside == place || inside.hasPrefix(place.hasSuffix("/") ? place : place + "/")
    }
    return !excluded.contains(where: isBelow) && (sources?.contains(where: isBelow) ?? true)
  }

  /// All files of the target; those among `named` keep the path they were named by.
  func files(naming named: [String]) -> [String] {
    let names = Dictionary(named.map { (PackageLayout.realPath($0), $0) }) { first, _ in first }
    let found = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return found.map { "\(folder)/\($0)" }.filter(holds).sorted().map { names[$0] ?? $0 }
  }

  /// Which file has the top-level statements: `main.swift`, or the only file unless it declares a type marked `@main`.
  func script(among files: [String], _ facts: [FlowFacts]) -> Int? {
    if let main = files.firstIndex(where: { $0.hasSuffix("/main.swift") || $0 == "main.swift" }) { return main }
    return files.count == 1 && !ScriptFacts.hasMainType(String(decoding: facts[0].file.bytes, as: UTF8.self)) ? 0 : nil
  }
}

/// What a package's description says about where its files lie.
struct PackageLayout: Sendable {
  let targets: [PackageTarget]

  /// The target that holds a file.
  func target(of path: String) -> PackageTarget? { targets.first { $0.holds(Self.realPath(path)) } }

  static func realPath(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  /// The nearest folder above a file that holds a package's description.
  static func root(above path: String) -> String? {
    var folder = (realPath(path) as NSString).deletingLastPathComponent
    while folder != "/", !folder.isEmpty {
      if FileManager.default.fileExists(atPath: folder + "/Package.swift") { return folder }
      folder = (folder as NSString).deletingLastPathComponent
    }
    return nil
  }

  /// Whether a target of the package may hold the file; told from the text alone, so that lone scripts need no answer from the package manager.
  static func mayHold(_ path: String, root: String) -> Bool {
    let first = realPath(path).dropFirst(root.count + 1).split(separator: "/").first.map(String.init) ?? ""
    if ["Sources", "Source", "src", "srcs", "Tests", "Plugins"].contains(first) { return true }
    let description =
      FileManager.default.contents(atPath: root + "/Package.swift").map { String(decoding: $0, as: UTF8.self) } ?? ""
    return first != "Package.swift"
      && (description.contains("path: \"\(first)") || description.contains("path: \".\"") || description.contains("path: \"./"))
  }

  /// What a package consists of, as the text of its description says; the description is run only where that says too little, and only
  /// when the package is trusted.
  static func read(_ root: String, toolchain: Toolchain, isTrusted: Bool) -> Result<PackageLayout, PackageUnreadable> {
    do {
      let manifest: PackageManifest
      do { manifest = try written(root) } catch {
        guard isTrusted else {
          return .failure(
            PackageUnreadable(
              reason: "\(root)/Package.swift does not say in so many words what it consists of (\(error)); if you trust it, let it be run with --trust"))
        }
        manifest = try JSONDecoder().decode(Described.self, from: Data(try toolchain.packageDescription(of: root).utf8)).manifest
      }
      let modules = root + "/.build/debug/Modules"
      let folders = isTrusted && FileManager.default.fileExists(atPath: modules) ? [modules] : []
      return .success(PackageLayout(targets: manifest.targets.map { PackageTarget($0, of: manifest, in: root, moduleFolders: folders) }))
    } catch {
      return .failure(PackageUnreadable(reason: "the package in \(root) cannot be described (\(String("\(error)".prefix { $0 != "\n" })))"))
    }
  }

  /// The description's text, read. One of several, for several versions of Swift, is the package manager's to choose.
  private static func written(_ root: String) throws -> PackageManifest {
    let others = try FileManager.default.contentsOfDirectory(atPath: root).filter { $0.hasPrefix("Package@swift-") && $0.hasSuffix(".swift") }
    if let other = others.min() { throw PackageManifest.Unknown(line: 1, reason: "'\(other)' may stand in its place") }
    let source = try FlowSource(path: root + "/Package.swift")
    return try PackageManifest(ParsedFile(path: source.path, text: source.text))
  }

  /// What the package manager says of a package.
  private struct Described: Decodable {
    struct Target: Decodable {
      let name: String
      let type: String
      let path: String?
      let exclude: [String]?
      let sources: [String]?
    }
    struct ToolsVersion: Decodable {
      let version: String
      enum CodingKeys: String, CodingKey { case version = "_version" }
    }
    let targets: [Target]
    let toolsVersion: ToolsVersion

    var manifest: PackageManifest {
      PackageManifest(
        targets: targets.map { .init(name: $0.name, kind: $0.type == "test" ? "testTarget" : $0.type, path: $0.path, excluded: $0.exclude ?? [], sources: $0.sources) },
        toolsVersion: toolsVersion.version.split(separator: ".").first.flatMap { Int($0) } ?? 6)
    }
  }
}

extension PackageTarget {
  fileprivate init(_ target: PackageManifest.Target, of package: PackageManifest, in root: String, moduleFolders: [String]) {
    self.init(
      name: target.name, folder: Self.folder(of: target, in: root), excluded: target.excluded, sources: target.sources,
      languageVersion: package.toolsVersion >= 6 ? "6" : "5", moduleFolders: moduleFolders)
  }

  private static func folder(of target: PackageManifest.Target, in root: String) -> String {
    if let path = target.path { return path == "." ? root : PackageLayout.realPath("\(root)/\(path)") }
    let parents = target.kind == "testTarget" ? ["Tests", "Sources"] : ["Sources", "Source", "src", "srcs", "Plugins"]
    let candidates = parents.map { "\(root)/\($0)/\(target.name)" }
    return candidates.first { FileManager.default.fileExists(atPath: $0) } ?? candidates[0]
  }
}
