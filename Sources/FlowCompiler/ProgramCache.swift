import Foundation

/// Keeps compiled programs, so that a flow is compiled once and then starts at once.
///
/// An entry is a directory that holds the program, the source it was made from and everything else it depends on.
/// Its name is only a hash of these; an entry counts when its contents are equal. Entries appear by one rename and never
/// change, so any number of processes may use the cache at once.
package struct ProgramCache: Sendable {
  package let directory: String

  package init(directory: String) { self.directory = directory }

  /// The user's cache: `$XDG_CACHE_HOME/waxwing`, or `~/.cache/waxwing`.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let base = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    directory = (base ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.cache") + "/waxwing"
  }

  /// What a program depends on.
  struct Key: Equatable {
    /// The flow's file, byte for byte.
    let source: [UInt8]
    /// Everything else, one line each.
    let circumstances: String
  }

  /// The compiled program for a key, if there is one.
  func program(for key: Key) -> String? {
    for slot in slots(key) {
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
    let workshop = "\(directory)/building-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    var folder = ""
    for part in workshop.split(separator: "/") {
      folder += "/" + part
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST || FlowSource.exists(folder) else { throw cacheError(errno) }
    }
    guard access(workshop, W_OK) == 0 else { throw cacheError(errno) }
    return workshop
  }

  /// Turns a workshop that holds the finished program into the entry for `key` and returns the program's path.
  ///
  /// When another process was faster, its equal entry is used and the workshop thrown away.
  func keep(_ workshop: String, for key: Key) throws(FlowCompilerError) -> String {
    do {
      try Data(key.source).write(to: URL(fileURLWithPath: workshop + "/" + File.source))
      try Data(key.circumstances.utf8).write(to: URL(fileURLWithPath: workshop + "/" + File.circumstances))
    } catch {
      throw cacheError(errno)
    }
    for slot in slots(key) {
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
  private func slots(_ key: Key) -> [String] {
    let hash = String(Self.hash(Array(key.circumstances.utf8), from: Self.hash(key.source)), radix: 16)
    return (0..<8).map { "\(directory)/\(hash)-\($0)" }
  }

  private func holds(_ slot: String, _ key: Key) -> Bool {
    let files = FileManager.default
    return files.contents(atPath: slot + "/" + File.circumstances).map { $0 == Data(key.circumstances.utf8) } == true
      && files.contents(atPath: slot + "/" + File.source).map { $0 == Data(key.source) } == true
      && files.isExecutableFile(atPath: slot + "/" + File.program)
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
