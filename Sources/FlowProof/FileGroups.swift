import FlowCompiler
import Foundation
import Rewriting
import SourceFacts

/// Files that can only be compiled together.
struct FileGroup {
  /// All files, changed or not, by their paths as they were named.
  let files: [String]
  /// The changed ones, by their places among the outcomes.
  var members: [Int]
  /// The package's target that they make up; nil for a script that stands alone.
  let target: PackageTarget?
  /// All targets of the package.
  var siblings: [PackageTarget] = []
  /// Why the compiler cannot be asked about them.
  var reason: String?
}

/// Finds out which of the changed files are compiled together.
struct FileGroups {
  let toolchain: Toolchain

  /// The groups of every changed file, in order.
  func groups(of outcomes: [FileOutcome]) -> [FileGroup] {
    var packages: [String: Result<PackageLayout, PackageUnreadable>] = [:]
    var groups: [FileGroup] = []
    var places: [String: Int] = [:]
    for (index, outcome) in outcomes.enumerated() where outcome.isChanged {
      guard let root = PackageLayout.root(above: outcome.path), PackageLayout.mayHold(outcome.path, root: root) else {
        groups.append(FileGroup(files: [outcome.path], members: [index], target: nil))
        continue
      }
      let layout = packages[root] ?? PackageLayout.read(root, toolchain: toolchain)
      packages[root] = layout
      switch layout {
      case .failure(let error):
        groups.append(FileGroup(files: [outcome.path], members: [index], target: nil, reason: error.reason))
      case .success(let package):
        guard let target = package.target(of: outcome.path) else {
          groups.append(FileGroup(files: [outcome.path], members: [index], target: nil))
          continue
        }
        let key = "\(root)\n\(target.name)"
        if let place = places[key] {
          groups[place].members.append(index)
        } else {
          places[key] = groups.count
          groups.append(
            FileGroup(files: target.files(naming: outcomes.filter(\.isChanged).map(\.path)), members: [index], target: target,
              siblings: package.targets))
        }
      }
    }
    return groups
  }
}
