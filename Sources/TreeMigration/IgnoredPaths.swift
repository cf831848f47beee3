import Foundation

/// What the `.gitignore` files from the top of a work tree down to a folder say of what lies in that folder.
///
/// Git is not asked; its rules are few, and what it would run is for the tree's author to say.
struct IgnoredPaths {
  /// A file's patterns, and the way from its folder to this one, with a slash at the end.
  private struct Level {
    let patterns: [IgnorePattern]
    var way: [UInt8]
  }

  private var levels: [Level] = []

  /// Nothing is ignored.
  static let none = IgnoredPaths()

  private init() {}

  /// What holds in a folder that is looked at because it was named: rules that leave the folder itself out do not count.
  init(in folder: String, environment: [String: String] = ProcessInfo.processInfo.environment) {
    guard let resolved = realpath(folder, nil) else { return }
    defer { free(resolved) }
    let real = String(cString: resolved)
    var names: [String] = []
    var top = real
    while access(top + "/.git", F_OK) != 0 {
      guard top != "/" else {
        // Without a work tree only what lies in the folder says anything.
        add(real + "/.gitignore")
        return
      }
      names.insert((top as NSString).lastPathComponent, at: 0)
      top = (top as NSString).deletingLastPathComponent
    }
    let settings =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? (environment["HOME"] ?? NSHomeDirectory())
      + "/.config"
    add(settings + "/git/ignore")
    enterTop(top)
    for name in names {
      if leaveOut(name, isFolder: true) { levels = [] }
      enter(name, at: top + "/" + name)
      top += "/" + name
    }
  }

  /// What holds in a folder of this one.
  func entering(_ name: String, at path: String) -> IgnoredPaths {
    var next = self
    if access(path + "/.git", F_OK) == 0 {
      // A work tree of its own.
      next.levels = []
      next.enterTop(path)
    } else {
      next.enter(name, at: path)
    }
    return next
  }

  /// Whether a name in this folder is to be left out; the last pattern that speaks of it decides, the deepest file first.
  func leaveOut(_ name: String, isFolder: Bool) -> Bool {
    for level in levels.reversed() {
      let path = level.way + Array(name.utf8)
      if let pattern = level.patterns.last(where: { $0.matches(path, nameStart: level.way.count, isFolder: isFolder) }) {
        return !pattern.isNegated
      }
    }
    return false
  }

  private mutating func enterTop(_ folder: String) {
    add(folder + "/.git/info/exclude")
    add(folder + "/.gitignore")
  }

  private mutating func enter(_ name: String, at path: String) {
    for index in levels.indices { levels[index].way += Array(name.utf8) + [UInt8(ascii: "/")] }
    add(path + "/.gitignore")
  }

  /// A file that is not there, is a link, as git has it, or cannot be read says nothing.
  private mutating func add(_ file: String) {
    var facts = stat()
    guard lstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, let bytes = try? FileText.read(file) else { return }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let patterns = text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      IgnorePattern(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
    if !patterns.isEmpty { levels.append(Level(patterns: patterns, way: [])) }
  }
}
