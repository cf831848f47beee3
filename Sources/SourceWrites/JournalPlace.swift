import Foundation

/// Where the journal of a command that is run in some folder is kept.
package enum JournalPlace {
  /// In git's own folder of the work tree, where git does not see it; without git below `$XDG_STATE_HOME/waxwing`
  /// (`~/.local/state/waxwing`), under the name of the folder.
  ///
  /// Only the folder in which the command is run decides, so that going on and going back need no paths.
  package static func directory(for folder: String, environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
    if let tree = GitTree.containing(folder), access(tree.gitDirectory, W_OK) == 0 { return tree.gitDirectory + "/waxwing" }
    return withoutGit(folder, environment)
  }

  /// Whether a folder's journal may have been begun; that it was not is told without asking git, which takes longer than many files.
  static func mayHoldLog(for folder: String, environment: [String: String] = ProcessInfo.processInfo.environment) -> Bool {
    guard access(withoutGit(folder, environment) + "/log", F_OK) != 0 else { return true }
    var place = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    while true {
      // A `.git` that is a file says that git's own folder is elsewhere, which is for git to read.
      guard access(place + "/.git/waxwing/log", F_OK) != 0, errno == ENOENT else { return true }
      guard place != "/", !place.isEmpty else { return false }
      place = (place as NSString).deletingLastPathComponent
    }
  }

  private static func withoutGit(_ folder: String, _ environment: [String: String]) -> String {
    let base = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let real = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    let name = real.dropFirst().replacing("%", with: "%25").replacing("/", with: "%2F")
    return (base ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state") + "/waxwing/" + (name.isEmpty ? "root" : name.suffix(200))
  }
}

extension WriteJournal {
  /// What an earlier process left half done in the folder in which this one was started, as `abandoned` says.
  package static var abandonedInThisFolder: SourceWritesError? {
    JournalPlace.mayHoldLog(for: FileManager.default.currentDirectoryPath) ? ofThisFolder().abandoned : nil
  }

  /// The journal of the folder in which this process was started; `finisher` are the words that make this program finish the
  /// journal named behind them.
  package static func ofThisFolder(finisher: [String] = []) -> WriteJournal {
    let directory = JournalPlace.directory(for: FileManager.default.currentDirectoryPath)
    return WriteJournal(directory: directory, finishing: finisher.isEmpty ? [] : finisher + [directory])
  }
}
