import Foundation

/// Keeps two executions from using one directory at a time; ends with the process at the latest.
///
/// The lock is on the directory and not on a file in it, because SQLite's own locks on a file end when any descriptor of it is closed.
final class DirectoryLock: Sendable {
  private let descriptor: Int32

  init(_ directory: String) throws {
    descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A directory that cannot be opened is complained about by whoever lists it; file systems without locks have to do without.
    if descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      close(descriptor)
      throw RecoveryError(
        .locked, directory, "another execution is using it; end that one first, or use a store of its own for each flow")
    }
  }

  func release() {
    if descriptor >= 0 { flock(descriptor, LOCK_UN) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
