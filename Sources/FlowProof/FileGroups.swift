import FlowCompiler
import Foundation
import Rewriting
import SourceFacts

/// Files that can only be compiled together.
struct FileGroup {
  /// All files, changed or not, by their paths as they were named.
  let files: [String]
  /// The changed ones and those that are to be proven, by their places among the outcomes.
  var members: [Int]
  /// Whether one of them is changed.
  var isChanged = false
  /// The package's target that they make up; nil for a script that stands alone.
  let target: PackageTarget?
  /// All targets of the package.
  var siblings: [PackageTarget] = []
  /// Why the compiler cannot be asked about them.
  var reason: String?
}

/// Finds out which files are compiled together, of those that are changed or to be proven.
struct FileGroups {
  let toolchain: Toolchain
  let isTrusted: Bool

  /// The groups of every such file, in order.
  func groups(of outcomes: [FileOutcome]) -> [FileGroup] {
    var packages: [String: Result<PackageLayout, PackageUnreadable>] = [:]
    var groups: [FileGroup] = []
    var places: [String: Int] = [:]
    for (index, outcome) in outcomes.enumerated() where outcome.isChanged || outcome.wantsProof {
      guard let root = PackageLayout.root(above: outcome.path), PackageLayout.mayHold(outcome.path, root: root) else {
        groups.append(FileGroup(files: [outcome.path], members: [index], isChanged: outcome.isChanged, target: nil))
        continue
      }
      let layout = packages[root] ?? PackageLayout.read(root, toolchain: toolchain, isTrusted: isTrusted)
      packages[root] = layout
      switch layout {
      case .failure(let error):
        groups.append(FileGroup(files: [outcome.path], members: [index], isChanged: outcome.isChanged, target: nil, reason: error.reason))
      case .success(let package):
        guard let target = package.target(of: outcome.path) else {
          groups.append(FileGroup(files: [outcome.path], members: [index], isChanged: outcome.isChanged, target: nil))
          continue
        }
        let key = "\(root)\n\(target.name)"
        if let place = places[key] {
          groups[place].members.append(index)
          groups[place].isChanged = groups[place].isChanged || outcome.isChanged
        } else {
          places[key] = groups.count
          groups.append(
            FileGroup(
              files: target.files(naming: outcomes.filter { $0.isChanged || $0.wantsProof }.map(\.path)), members: [index], isChanged: outcome.isChanged,
              target: target, siblings: package.targets))
        }
      }
    }
    return groups
  }
}
