import CFileGuard
import Foundation

/// Keeps one file from ending the work on all others.
///
/// When judging a file traps, overflows the stack, or takes too much time or memory, the process begins anew with that file left out
/// and named. Everything that was shown before is not shown again. See `CFileGuard.h` for how.
package final class FileGuard: Sendable {
  /// What judging one file may take.
  package struct Limits: Sendable {
    /// Of a processor, so that waiting for others does not count.
    package var seconds: Double
    package var megabytes: Int

    package init(seconds: Double = FileGuard.usualSeconds, megabytes: Int = 450) {
      self.seconds = seconds
      self.megabytes = megabytes
    }
  }

  #if DEBUG
  package static let usualSeconds = 60.0
  #else
  package static let usualSeconds = 4.0
  #endif

  /// Whether memory ran out while several files were judged, so that from now on one is judged after the other.
  package let isOneAtATime: Bool
  private let refusals: [String: String]
  /// Files that end the process when they are judged together with others.
  private let alone: Set<String>
  private let shownBefore: Int
  private let limits: Limits
  /// How often the process has begun anew.
  private let beginnings: Int

  private static let name = "WAXWING_LEFT_OUT"

  /// Reads what earlier beginnings of the process found out; watches nothing until `start`.
  package init(limits: Limits = Limits()) {
    var (refusals, alone, isOneAtATime, count): ([String: String], Set<String>, Bool, Int) = ([:], [], false, 0)
    while let word = getenv("\(Self.name)_\(count)").map({ String(cString: $0) }), let kind = word.first {
      let path = String(word.dropFirst())
      switch kind {
      case "j": alone.insert(path)
      case "1": isOneAtATime = true
      default: refusals[path] = Self.reason(kind, limits)
      }
      count += 1
    }
    (self.refusals, self.alone, self.isOneAtATime, self.limits) = (refusals, alone, isOneAtATime, limits)
    shownBefore = getenv("\(Self.name)_SHOWN").flatMap { Int(String(cString: $0)) } ?? 0
    beginnings = count
  }

  private static func reason(_ kind: Character, _ limits: Limits) -> String {
    let cause =
      switch kind {
      case "s": "it took more than \(limits.seconds.formatted()) seconds; split it into smaller files"
      case "m": "it took more than \(limits.megabytes) MB of memory; split it into smaller files"
      default: "it brought waxwing to an end; tell its authors, with the file, and leave it out with --exclude until then"
      }
    return "could not be judged: \(cause)"
  }

  /// From here on a file that ends the process is left out.
  package func start() {
    unsetenv("\(Self.name)_SHOWN")
    file_guard_start(
      Self.program, CommandLine.unsafeArgv, environ, Self.name, Int32(beginnings),
      "error: waxwing came to an end by a mistake of its own; tell its authors what it was to do", limits.seconds,
      UInt64(limits.megabytes) << 20)
  }

  /// From here on the process ends as any other.
  package func stop() { file_guard_stop() }

  /// Why a file is not judged again; nil for one that may be.
  package func refusal(of path: String) -> String? { refusals[path] }

  /// Whether a file may be judged together with others.
  package func mayJoin(_ path: String) -> Bool { !alone.contains(path) }

  /// Judges a file. It stands for several when they are `joined`.
  package func judging<Result>(_ path: String, joined: Bool, _ body: () throws -> Result) rethrows -> Result {
    let place = file_guard_begin(path, joined ? 1 : 0)
    defer { file_guard_end(place) }
    return try body()
  }

  /// Shows one thing whole, and not again when the process begins anew. Everything shown in between goes through it, in one order.
  package func show(_ body: () throws -> Void) rethrows {
    let number = file_guard_show()
    defer { file_guard_showed() }
    guard number >= shownBefore else { return }
    try body()
    fflush(nil)
  }

  /// Lets a new beginning read again what was read from standard input.
  package func keepStandardInput(_ bytes: [UInt8]) {
    guard let file = tmpfile() else { return }
    fwrite(bytes, 1, bytes.count, file)
    fflush(file)
    dup2(fileno(file), STDIN_FILENO)
    lseek(STDIN_FILENO, 0, SEEK_SET)
    fclose(file)
  }

  /// This program, even if its file has been replaced by another since.
  private static var program: String {
    #if os(Linux)
    "/proc/self/exe"
    #else
    Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
  }
}
