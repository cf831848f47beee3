import Foundation
import GRDBSQLite
import Synchronization
import TestSupport

/// A disk that fails on request: whatever SQLite does to files below `directory` is put to `rule` first.
///
/// It is a layer over SQLite's own access to files, installed once for the whole process; files elsewhere pass through it untouched.
final class FaultyDisk: Sendable {
  /// What SQLite is about to do to one file.
  enum Act: Sendable {
    case open(writing: Bool)
    case write(offset: Int, [UInt8])
    case truncate(Int)
    case sync
    /// SQLite maps the index of the write-ahead log.
    case share
    case delete
  }

  enum Verdict: Sendable {
    case pass
    /// Nothing is done, and SQLite is told this code.
    case refuse(Int32)
    /// The first half of a write is done, and SQLite is told that it failed.
    case tear
  }

  typealias Rule = @Sendable (_ path: String, Act) -> Verdict

  let directory: String
  private let rule: Mutex<Rule>

  private static let disks = Mutex<[FaultyDisk]>([])
  private static let installed: Void = installFaultyFiles()

  init(_ directory: String, _ rule: @escaping Rule) {
    self.directory = directory
    self.rule = Mutex(rule)
    _ = Self.installed
    Self.disks.withLock { $0.append(self) }
  }

  /// Makes the disk a good one again, also for files that are open.
  func heal() {
    rule.withLock { $0 = { _, _ in .pass } }
    Self.disks.withLock { $0.removeAll { $0 === self } }
  }

  fileprivate func judge(_ path: String, _ act: Act) -> Verdict { rule.withLock { $0 }(path, act) }

  fileprivate static func disk(of path: String) -> FaultyDisk? {
    disks.withLock { $0.first { path.hasPrefix($0.directory + "/") } }
  }
}

// MARK: - The layer

/// What SQLite holds of an open file; the real file follows behind it in memory.
private struct FaultyFile {
  var base: sqlite3_file
  var name: Unmanaged<NSString>?
  var disk: Unmanaged<FaultyDisk>?
}

private let realOffset = MemoryLayout<FaultyFile>.stride

private func real(_ file: UnsafeMutablePointer<sqlite3_file>?) -> UnsafeMutablePointer<sqlite3_file> {
  // SQLite hands back what `xOpen` was given, which has room for both files.
  UnsafeMutableRawPointer(file!).advanced(by: realOffset).assumingMemoryBound(to: sqlite3_file.self)
}

private func judge(_ file: UnsafeMutablePointer<sqlite3_file>?, _ act: @autoclosure () -> FaultyDisk.Act) -> FaultyDisk.Verdict {
  let own = UnsafeMutableRawPointer(file!).assumingMemoryBound(to: FaultyFile.self)
  guard let disk = own.pointee.disk?.takeUnretainedValue(), let name = own.pointee.name?.takeUnretainedValue() else { return .pass }
  return disk.judge(name as String, act())
}

/// Both live as long as the process and are changed by `installFaultyFiles` only, which runs once.
nonisolated(unsafe) private let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
nonisolated(unsafe) private let realVFS = sqlite3_vfs_find(nil)!

private func installFaultyFiles() {
  methods.initialize(to: sqlite3_io_methods())
  methods.pointee.iVersion = 2
  methods.pointee.xClose = { file in
    let own = UnsafeMutableRawPointer(file!).assumingMemoryBound(to: FaultyFile.self)
    own.pointee.name?.release()
    own.pointee.disk?.release()
    (own.pointee.name, own.pointee.disk) = (nil, nil)
    return real(file).pointee.pMethods.pointee.xClose(real(file))
  }
  methods.pointee.xRead = { real($0).pointee.pMethods.pointee.xRead(real($0), $1, $2, $3) }
  methods.pointee.xWrite = { file, bytes, count, offset in
    let write = real(file).pointee.pMethods.pointee.xWrite!
    switch judge(file, .write(offset: Int(offset), Array(UnsafeRawBufferPointer(start: bytes, count: Int(count))))) {
    case .pass: return write(real(file), bytes, count, offset)
    case .refuse(let code): return code
    case .tear:
      _ = write(real(file), bytes, count / 2, offset)
      return SQLITE_IOERR | 3 << 8
    }
  }
  methods.pointee.xTruncate = { file, size in
    if case .refuse(let code) = judge(file, .truncate(Int(size))) { return code }
    return real(file).pointee.pMethods.pointee.xTruncate(real(file), size)
  }
  methods.pointee.xSync = { file, flags in
    if case .refuse(let code) = judge(file, .sync) { return code }
    return real(file).pointee.pMethods.pointee.xSync(real(file), flags)
  }
  methods.pointee.xFileSize = { real($0).pointee.pMethods.pointee.xFileSize(real($0), $1) }
  methods.pointee.xLock = { real($0).pointee.pMethods.pointee.xLock(real($0), $1) }
  methods.pointee.xUnlock = { real($0).pointee.pMethods.pointee.xUnlock(real($0), $1) }
  methods.pointee.xCheckReservedLock = { real($0).pointee.pMethods.pointee.xCheckReservedLock(real($0), $1) }
  methods.pointee.xFileControl = { real($0).pointee.pMethods.pointee.xFileControl(real($0), $1, $2) }
  methods.pointee.xSectorSize = { real($0).pointee.pMethods.pointee.xSectorSize(real($0)) }
  methods.pointee.xDeviceCharacteristics = { real($0).pointee.pMethods.pointee.xDeviceCharacteristics(real($0)) }
  methods.pointee.xShmMap = { file, page, size, extend, out in
    if case .refuse(let code) = judge(file, .share) { return code }
    return real(file).pointee.pMethods.pointee.xShmMap(real(file), page, size, extend, out)
  }
  methods.pointee.xShmLock = { real($0).pointee.pMethods.pointee.xShmLock(real($0), $1, $2, $3) }
  methods.pointee.xShmBarrier = { real($0).pointee.pMethods.pointee.xShmBarrier(real($0)) }
  methods.pointee.xShmUnmap = { real($0).pointee.pMethods.pointee.xShmUnmap(real($0), $1) }

  let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
  vfs.initialize(to: realVFS.pointee)
  vfs.pointee.pNext = nil
  vfs.pointee.zName = UnsafePointer(strdup("faulty"))
  vfs.pointee.szOsFile = Int32(realOffset) + realVFS.pointee.szOsFile
  vfs.pointee.xOpen = { _, name, file, flags, outFlags in
    let own = UnsafeMutableRawPointer(file!).assumingMemoryBound(to: FaultyFile.self)
    own.initialize(to: FaultyFile(base: sqlite3_file(pMethods: nil), name: nil, disk: nil))
    let path = name.map { String(cString: $0) } ?? ""
    let disk = FaultyDisk.disk(of: path)
    if case .refuse(let code)? = disk?.judge(path, .open(writing: flags & SQLITE_OPEN_READWRITE != 0)) { return code }
    let code = realVFS.pointee.xOpen(realVFS, name, real(file), flags, outFlags)
    if code == SQLITE_OK {
      own.pointee.base.pMethods = UnsafePointer(methods)
      own.pointee.name = disk.map { _ in Unmanaged.passRetained(path as NSString) }
      own.pointee.disk = disk.map { Unmanaged.passRetained($0) }
    }
    return code
  }
  vfs.pointee.xDelete = { _, name, sync in
    let path = name.map { String(cString: $0) } ?? ""
    if case .refuse(let code)? = FaultyDisk.disk(of: path)?.judge(path, .delete) { return code }
    return realVFS.pointee.xDelete(realVFS, name, sync)
  }
  sqlite3_vfs_register(vfs, 1)
}

// MARK: - Power failures

/// Remembers what a disk has promised to keep, so that a power failure can be played at any moment.
///
/// A write counts as kept once the file has been synchronised; of the later ones any may be lost.
final class PowerLog: Sendable {
  private struct File {
    var kept: [UInt8] = []
    var pending: [FaultyDisk.Act] = []
  }

  private let files = Mutex<[String: File]>([:])

  /// Knows the files that are there.
  init(_ directory: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: directory) where !name.hasSuffix("-shm") {
      let path = "\(directory)/\(name)"
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      files.withLock { $0[path] = File(kept: bytes) }
    }
  }

  func note(_ path: String, _ act: FaultyDisk.Act) {
    files.withLock { files in
      switch act {
      case .write, .truncate: files[path, default: File()].pending.append(act)
      case .sync:
        for act in files[path]?.pending ?? [] { Self.apply(act, to: &files[path]!.kept) }
        files[path]?.pending = []
      case .delete: files[path] = nil
      case .open, .share: break
      }
    }
  }

  /// Writes into a directory what a power failure leaves, when the disk chooses by `random` which late writes it has done.
  func writeImage(to directory: String, using random: inout SeededRandom) throws {
    for (path, file) in files.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      var bytes = file.kept
      let chance = Int.random(in: 0...4, using: &random)
      for act in file.pending where Int.random(in: 0..<4, using: &random) < chance { Self.apply(act, to: &bytes) }
      try Data(bytes).write(to: URL(fileURLWithPath: "\(directory)/\((path as NSString).lastPathComponent)"))
    }
  }

  private static func apply(_ act: FaultyDisk.Act, to bytes: inout [UInt8]) {
    switch act {
    case .write(let offset, let new):
      if bytes.count < offset + new.count { bytes += Array(repeating: 0, count: offset + new.count - bytes.count) }
      bytes.replaceSubrange(offset..<offset + new.count, with: new)
    case .truncate(let size): bytes = Array(bytes.prefix(size))
    default: break
    }
  }
}
