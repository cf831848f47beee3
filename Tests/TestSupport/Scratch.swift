import Foundation
import Synchronization

/// A folder of one test, removed with it.
package final class Scratch: Sendable {
  package let path: String

  /// Makes the folder; in memory where that can be had, for tests that wait for the disk often and hold little.
  package init(inMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory)
    let place = isThere ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
    let folder = place.resolvingSymlinksInPath().appending(path: "waxwing-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes a folder inside and returns its path.
  package func directory(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    return "\(path)/\(name)"
  }

  /// Writes a file inside, with the folders it needs, and returns its path.
  @discardableResult
  package func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }

  package func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")), as: UTF8.self) }

  package func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }
}

/// Hands out a new folder and removes it afterwards.
package func inTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let scratch = try Scratch()
  return try withExtendedLifetime(scratch) { try body(scratch.path) }
}

/// Makes a folder that stays until the process ends, for what many tests share.
package func folderUntilExit() throws -> URL {
  let scratch = try Scratch()
  keptFolders.withLock { kept in
    if kept.isEmpty { atexit { keptFolders.withLock { for scratch in $0 { try? FileManager.default.removeItem(atPath: scratch.path) } } } }
    kept.append(scratch)
  }
  return URL(fileURLWithPath: scratch.path)
}

private let keptFolders = Mutex<[Scratch]>([])
