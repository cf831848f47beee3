import Foundation
import PrivateFolders

/// Keeps compiled programs, so that a flow is compiled once and then starts at once.
///
/// An entry is a directory that holds the program, the source it was made from and everything else it depends on.
/// Its name is only a hash of these; an entry counts when its contents are equal. Entries appear by one rename and never
/// change, so any number of processes may use the cache at once. Since programs are run from it, it is used only as long as nobody but this
/// user can have put something there.
package struct ProgramCache: Sendable {
  package let directory: String
  /// The folder that a person has named, in which the cache lies.
  private let base: String

  package init(directory: String) { (self.directory, base) = (directory, directory) }

  /// The user's cache: `$WAXWING_CACHE`, or `$XDG_CACHE_HOME/waxwing`, or `~/.cache/waxwing`.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    if let named = folder("WAXWING_CACHE") {
      (directory, base) = (named, named)
    } else {
      base = folder("XDG_CACHE_HOME") ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.cache"
      directory = base + "/waxwing"
    }
  }

  /// The cache's folder, made or checked. Throws a sentence when others could have put something into it.
  @discardableResult package func folder() throws(FlowCompilerError) -> PrivateFolder {
    do { return try PrivateFolder(making: directory, below: base) } catch {
      throw FlowCompilerError(error.isShared ? .cacheIsShared(error) : .cache(directory: directory, reason: "\(error)"), file: "waxwing")
    }
  }

  /// What a program depends on.
  struct Key: Equatable {
    /// The flow's file, byte for byte.
    let source: [UInt8]
    /// Everything else, one line each.
    let circumstances: String
  }

  /// The compiled program for a key, if there is one.
  func program(for key: Key) throws(FlowCompilerError) -> String? {
    let folder = try folder()
    for slot in slots(key, in: folder) {
      guard FlowSource.exists(slot) else { return nil }
      if holds(slot, key) {
        touch(slot)
        return slot + "/" + File.program
      }
    }
    return nil
  }

  /// Makes a fresh directory of this process's own in which to compile.
  package func makeWorkshop() throws(FlowCompilerError) -> String {
    let folder = try folder()
    do { return try folder.makeFolder("building-\(getpid())-\(UInt32.random(in: 0 ... .max))").path } catch {
      throw FlowCompilerError(.cache(directory: directory, reason: "\(error)"), file: "waxwing")
    }
  }

  /// Turns a workshop that holds the finished program into the entry for `key` and returns the program's path.
  ///
  /// When another process was faster, its equal entry is used and the workshop thrown away.
  func keep(_ workshop: String, for key: Key) throws(FlowCompilerError) -> String {
    // The linker leaves what the umask allows.
    guard OwnFile.write(key.source, to: workshop + "/" + File.source),
      OwnFile.write(Array(key.circumstances.utf8), to: workshop + "/" + File.circumstances),
      chmod(workshop + "/" + File.program, 0o700) == 0
    else { throw cacheError(errno) }
    for slot in slots(key, in: try folder()) {
      if rename(workshop, slot) == 0 { return slot + "/" + File.program }
      guard errno == EEXIST || errno == ENOTEMPTY else { break }
      if holds(slot, key) {
        discard(workshop)
        return slot + "/" + File.program
      }
    }
    throw cacheError(errno)
  }

  /// Removes a workshop that came to nothing.
  package func discard(_ workshop: String) { try? FileManager.default.removeItem(atPath: workshop) }

  /// Removes programs that nobody ran for 30 days, those run longest ago until the rest is no larger than `limit` bytes, and workshops that
  /// were left behind a day ago.
  func sweep(now: Date, limit: Int = 2 << 30) {
    let files = FileManager.default
    let names = ((try? files.contentsOfDirectory(atPath: directory)) ?? []).filter { $0 != File.compilerModules }
    let entries = names.compactMap { name -> (path: String, isWorkshop: Bool, used: Date)? in
      let path = directory + "/" + name
      let used = (try? files.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      return used.map { (path, name.hasPrefix("building-"), $0) }
    }
    var size = 0
    for (path, isWorkshop, used) in entries.sorted(by: { $0.used > $1.used }) {
      if !isWorkshop { size += (try? files.attributesOfItem(atPath: path + "/" + File.program))?[.size] as? Int ?? 0 }
      let isOld = now.timeIntervalSince(used) > (isWorkshop ? 1 : 30) * 86_400
      if isOld || !isWorkshop && size > limit { try? files.removeItem(atPath: path) }
    }
  }

  /// Where the compiler keeps what it derives from system headers.
  var compilerModules: String { directory + "/" + File.compilerModules }

  /// The names of what the cache holds.
  enum File {
    static let program = "program"
    static let source = "source.swift"
    static let circumstances = "circumstances"
    static let compilerModules = "compiler-modules"
  }

  /// The directories in which the key's entry may be: the second and later ones serve keys of equal hashes.
  private func slots(_ key: Key, in folder: PrivateFolder) -> [String] {
    let hash = String(Self.hash(Array(key.circumstances.utf8), from: Self.hash(key.source)), radix: 16)
    return (0..<8).map { "\(folder.path)/\(hash)-\($0)" }
  }

  private func holds(_ slot: String, _ key: Key) -> Bool {
    OwnFile.isFolder(slot) && OwnFile.read(slot + "/" + File.circumstances) == Array(key.circumstances.utf8)
      && OwnFile.read(slot + "/" + File.source) == key.source && OwnFile.exists(slot + "/" + File.program, isProgram: true)
  }

  /// Notes that the entry was used; a cache that may only be read forgets it.
  private func touch(_ slot: String) { _ = utimes(slot, nil) }

  private func cacheError(_ number: Int32) -> FlowCompilerError {
    FlowCompilerError(.cache(directory: directory, reason: String(cString: strerror(number))), file: "waxwing run")
  }

  /// FNV-1a, going on from what came before.
  package static func hash(_ bytes: [UInt8], from start: UInt64 = 0xcbf2_9ce4_8422_2325) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
