#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file that names itself in every error and is closed, at the latest, with its last owner.
///
/// All system calls of the file connectors are made here.
final class OpenFile {
  let path: String
  private var descriptor: Int32

  /// Opens a file for reading.
  convenience init(reading path: String) throws {
    try self.init(path, O_RDONLY, "open file")
  }

  /// Opens a file for writing, and makes it if there is none.
  convenience init(writing path: String) throws {
    try self.init(path, O_WRONLY | O_CREAT, "open file")
  }

  private init(_ path: String, _ flags: Int32, _ doing: String) throws {
    self.path = path
    descriptor = open(path, flags | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw ConnectorError.refused(doing, path) }
  }

  deinit {
    if descriptor >= 0 { _ = systemClose(descriptor) }
  }

  /// Reads what is there, at most as much as fits; 0 means the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw ConnectorError.refused("read file", path) }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    try writeAll(bytes, to: descriptor, path)
  }

  func seek(to offset: Int) throws {
    if lseek(descriptor, off_t(offset), SEEK_SET) < 0 { throw ConnectorError.refused("seek in file", path) }
  }

  /// The length in bytes, `nil` for what has none: a pipe or a device.
  var length: Int? {
    get throws {
      var facts = stat()
      if fstat(descriptor, &facts) != 0 { throw ConnectorError.refused("examine file", path) }
      return facts.st_mode & S_IFMT == S_IFREG ? Int(facts.st_size) : nil
    }
  }

  func truncate(to length: Int) throws {
    if ftruncate(descriptor, off_t(length)) != 0 { throw ConnectorError.refused("truncate file", path) }
  }

  /// Returns once everything written is on the disk; what lies on no disk, a pipe say, has nothing to wait for.
  func synchronize() throws {
    if fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP { throw ConnectorError.refused("write file to disk", path) }
  }

  func close() throws {
    if descriptor < 0 { return }
    let failed = systemClose(descriptor) != 0 && errno != EINTR
    descriptor = -1
    if failed { throw ConnectorError.refused("close file", path) }
  }

  var isOpen: Bool { descriptor >= 0 }
}

/// Writes all bytes to a descriptor, usually in one system call; waits where the other side is slow.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ name: String) throws {
  var rest = bytes
  while !rest.isEmpty {
    let count = systemWrite(descriptor, rest.baseAddress, rest.count)
    if count >= 0 {
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    } else if errno == EAGAIN {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&waiting, 1, -1)
    } else if errno != EINTR {
      throw ConnectorError.refused("write", name)
    }
  }
}

/// Whether there is something at a path; throws when that cannot be found out.
func exists(_ path: String) throws -> Bool { try factsOfFile(path) != nil }

/// Whether there is a directory at a path, also by way of a symbolic link.
func isDirectory(_ path: String) throws -> Bool {
  guard let facts = try factsOfFile(path) else { return false }
  return facts.st_mode & S_IFMT == S_IFDIR
}

/// What the file system says about a path, `nil` when nothing is there.
func factsOfFile(_ path: String) throws -> stat? {
  var facts = stat()
  if stat(path, &facts) == 0 { return facts }
  if errno == ENOENT || errno == ENOTDIR { return nil }
  throw ConnectorError.refused("examine", path)
}

// The methods above hide the functions of the C library from one another.
private let systemRead = read
private let systemWrite = write
private let systemClose = close
