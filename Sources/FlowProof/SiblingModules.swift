import FlowCompiler
import Foundation
import PrivateFolders
import Rewriting
import SourceFacts
import Synchronization

/// The modules of a package's targets, compiled for the targets that import them, as they were before a migration or as they would be after it.
///
/// What the package's own build has left is older than the files, or not there.
final class SiblingModules: Sendable {
  private let compiler: FlowCompiler
  private let outcomes: [FileOutcome]
  private let isAfter: Bool
  /// The folders that hold the modules made so far, by the folder of the target; empty for one that cannot be made.
  private let made = Mutex<[String: [String]]>([:])
  /// Nil when no folder can be made, where nothing is either.
  private let root = try? PrivateFolder(temporary: "waxwing-modules", in: FileManager.default.temporaryDirectory.path)

  init(_ compiler: FlowCompiler, _ outcomes: [FileOutcome], isAfter: Bool) {
    (self.compiler, self.outcomes, self.isAfter) = (compiler, outcomes, isAfter)
  }

  deinit { if let root { try? FileManager.default.removeItem(atPath: root.path) } }

  /// The texts of a group's files at that moment.
  func text(of group: FileGroup) throws -> GroupText {
    let members = group.members.map { outcomes[$0] }
    return try isAfter ? GroupText(group, members, \.after, reached: \.reached) : GroupText(group, members, \.before, reached: \.from)
  }

  /// The modules that a group's files import, as far as their lines say; none when they cannot be read.
  func imports(of group: FileGroup) -> Set<String> {
    guard let target = group.target, let files = try? group.files.map({ try FlowSource(path: $0) }) else { return [] }
    return ModuleSources(target: target.name, files: files, script: nil, languageVersion: target.languageVersion, moduleFolders: []).imports
  }

  /// The folders with the modules of the targets that some of a group's files import, and of those that these need.
  func folders(for text: GroupText, of group: FileGroup) -> [String] {
    made.withLock { made in folders(for: text, of: group, &made) }
  }

  private func folders(for text: GroupText, of group: FileGroup, _ made: inout [String: [String]]) -> [String] {
    let imports = text.imports
    var folders: [String] = []
    for target in group.siblings where imports.contains(target.moduleName) && target.folder != group.target?.folder {
      let needed = made[target.folder] ?? make(target, group.siblings, &made)
      made[target.folder] = needed
      folders += needed.filter { !folders.contains($0) }
    }
    return folders
  }

  private func make(_ target: PackageTarget, _ siblings: [PackageTarget], _ made: inout [String: [String]]) -> [String] {
    // Whoever imports itself in a circle gets nothing.
    made[target.folder] = []
    let changed = outcomes.indices.filter { outcomes[$0].isChanged }
    let members = changed.filter { target.holds(PackageLayout.realPath(outcomes[$0].path)) }
    let group = FileGroup(files: target.files(naming: changed.map { outcomes[$0].path }), members: members, target: target, siblings: siblings)
    guard let text = try? text(of: group), let era = text.era, let folder = try? root?.makeFolder("\(made.count)").path else { return [] }
    let needed = folders(for: text, of: group, &made)
    guard let sources = try? text.sources(era, modulesIn: needed), (try? compiler.makeModule(sources, era: era.rawValue, in: folder)) == true
    else { return needed }
    return [folder] + needed
  }
}
