import FlowCompiler
import Foundation
import SourceFacts

/// The files that a package compiles together with one of its files.
package enum TargetFiles {
  /// The folder of the target that a file belongs to; nil for a file that stands alone.
  package static func folder(of path: String) -> String? { folder(of: URL(fileURLWithPath: path).standardizedFileURL)?.path }

  /// The Swift files of a file's target in `Sources` or `Tests` of a package, but for some; none for a file that stands alone.
  static func beside(_ path: String, except known: Set<String>) -> [ProgramFile] {
    folder(of: path).map { files(in: $0, except: Set(known.map { URL(fileURLWithPath: $0).standardizedFileURL })) } ?? []
  }

  private static func files(in folder: String, except known: Set<URL> = []) -> [ProgramFile] {
    let target = URL(fileURLWithPath: folder)
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
    var found: [ProgramFile] = []
    for case let name as String in walk where name.hasSuffix(".swift") {
      let other = target.appendingPathComponent(name).standardizedFileURL
      guard !known.contains(other), let bytes = RegularFile.read(other.path) else { continue }
      found.append(ProgramFile(name: other.lastPathComponent, bytes: bytes))
    }
    return found
  }

  /// A target of a package with all its files.
  struct Target: Sendable {
    let module: String
    let files: [ProgramFile]
  }

  /// The other targets of its package that a target's files import, each behind those that it imports itself.
  static func imported(by files: [ProgramFile], in folder: String) -> [Target] {
    let root = (folder as NSString).deletingLastPathComponent + "/../Sources"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    var folders = Dictionary(names.map { (moduleName(ofTarget: $0), root + "/" + $0) }) { first, _ in first }
    folders[moduleName(ofTarget: (folder as NSString).lastPathComponent)] = nil
    var found: [Target] = []
    func add(_ files: [ProgramFile]) {
      let imports = files.reduce(into: Set<String>()) { $0.formUnion(importedModules(in: String(decoding: $1.bytes, as: UTF8.self))) }
      for name in imports.sorted() {
        // Who imports itself in a circle is met once.
        guard let other = folders.removeValue(forKey: name) else { continue }
        let target = Target(module: name, files: Self.files(in: other))
        add(target.files)
        if !target.files.isEmpty { found.append(target) }
      }
    }
    add(files)
    return found
  }

  /// The target's folder: the one in `Sources` or `Tests`, where these stand beside a `Package.swift`.
  private static func folder(of file: URL) -> URL? {
    var folder = file.deletingLastPathComponent()
    while folder.pathComponents.count > 2 {
      let parent = folder.deletingLastPathComponent()
      let package = parent.deletingLastPathComponent().appendingPathComponent("Package.swift").path
      if ["Sources", "Tests"].contains(parent.lastPathComponent), FileManager.default.fileExists(atPath: package) { return folder }
      folder = parent
    }
    return nil
  }
}
