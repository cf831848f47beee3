import Foundation

/// A second process that ends what this one has begun to write, should this one die.
///
/// It has a session of its own, so that what ends a terminal or a process group does not reach it, and holds the journal's lock
/// together with this process. On its standard input it has a pipe whose other end only this process holds: the pipe ends when
/// the work is handed over, and when this process is gone.
struct WriteFinisher {
  /// Under which number the finisher has the lock.
  static let lock: Int32 = 3

  /// `POSIX_SPAWN_SETSID`, which glibc's headers hide from Swift.
  #if os(Linux)
  private static let newSession: Int16 = 0x80
  #else
  private static let newSession: Int16 = 0x400
  #endif

  private let process: pid_t
  private let line: Int32

  /// Starts a command as the finisher; nil when it cannot be started, so that this process has to do without.
  init?(_ command: [String], sharing lock: Int32) {
    var ends: [Int32] = [-1, -1]
    guard let program = command.first, Foundation.pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    // Neither end, nor any other file of this process, is the finisher's beyond what it is given here.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let shared = fcntl(lock, F_DUPFD_CLOEXEC, 16)
    defer { close(shared) }

    #if canImport(Glibc)
    var files = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    #else
    var files: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&files)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&files)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO)
    // Whoever reads what this process prints does not wait for the finisher.
    for output in [STDOUT_FILENO, STDERR_FILENO] { posix_spawn_file_actions_addopen(&files, output, "/dev/null", O_WRONLY, 0) }
    posix_spawn_file_actions_adddup2(&files, shared, Self.lock)
    posix_spawnattr_setflags(&attributes, Self.newSession)

    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var started: pid_t = 0
    guard shared >= 0, posix_spawn(&started, program, &files, &attributes, &words, &variables) == 0 else {
      close(ends[1])
      return nil
    }
    (process, line) = (started, ends[1])
  }

  /// Lets the finisher begin, and waits for its end. Returns whether it did all there was to do.
  func handOver() -> Bool {
    close(line)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }

  /// Waits, in the finisher, until there is something to do.
  static func awaitWork() {
    var byte: UInt8 = 0
    while true {
      let got = read(STDIN_FILENO, &byte, 1)
      if got == 0 || (got < 0 && errno != EINTR) { return }
    }
  }
}
