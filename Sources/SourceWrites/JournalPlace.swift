import Foundation

/// Where the journal of a command that is run in some folder is kept.
package enum JournalPlace {
  /// The real path of the folder that a journal is for: the top of the git work tree, or else the folder itself.
  ///
  /// Only the folder in which the command is run decides, so that going on and going back need no paths. Git is not asked.
  package static func folder(for folder: String) -> String {
    let real = realPath(folder)
    var place = real
    while true {
      // In submodules and further work trees `.git` is a file.
      if access(place == "/" ? "/.git" : place + "/.git", F_OK) == 0 { return place }
      guard place != "/", !place.isEmpty else { return real }
      place = (place as NSString).deletingLastPathComponent
    }
  }

  /// Where that folder's journals lie: below `$XDG_STATE_HOME/waxwing` (`~/.local/state/waxwing`), under the folder's name and a hash of
  /// its path.
  ///
  /// Never in the folder itself, also not in its `.git`: what lies there may have come from others.
  package static func directory(for folder: String, environment: [String: String] = ProcessInfo.processInfo.environment) -> String
  {
    let base = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let hash = SHA256.hex(of: Array(folder.utf8)).prefix(16)
    let name = folder == "/" ? "root" : String((folder as NSString).lastPathComponent.prefix(40))
    return (base ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state") + "/waxwing/\(name)-\(hash)"
  }

  private static func realPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension WriteJournal {
  /// What an earlier process left half done in the folder in which this one was started, as `abandoned` says.
  package static var abandonedInThisFolder: SourceWritesError? { ofThisFolder().abandoned }

  /// The journal of the folder in which this process was started; `finisher` are the words that make this program finish the
  /// journal and the folder named behind them.
  package static func ofThisFolder(finisher: [String] = []) -> WriteJournal {
    let folder = JournalPlace.folder(for: FileManager.default.currentDirectoryPath)
    let directory = JournalPlace.directory(for: folder)
    return WriteJournal(directory: directory, folder: folder, finishing: finisher.isEmpty ? [] : finisher + [directory, folder])
  }
}
