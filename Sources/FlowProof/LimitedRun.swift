import Foundation
import Synchronization

/// What a run may use before it is ended.
package struct RunLimits: Sendable {
  /// How long it may last.
  package var time: Duration
  /// How many bytes it may print, and how many it may write into files.
  package var bytes: Int

  package init(time: Duration = .seconds(30), bytes: Int = 64 << 20) { (self.time, self.bytes) = (time, bytes) }

  /// A size in words.
  static func words(_ bytes: Int) -> String { bytes < 1 << 20 ? "\(bytes) bytes" : "\(bytes >> 20) MB" }
}

/// A program run in a folder, within limits.
struct LimitedRun {
  /// How it came to an end.
  enum Ending: Equatable {
    /// By itself; 128 and the signal when one ended it.
    case ended(code: Int32)
    case overTime
    case overSize
    /// Killed when its moment had come.
    case killed
  }

  /// What is left of it.
  struct Result {
    let ending: Ending
    let output: [UInt8]
    let errors: String
    let duration: Duration
  }

  let program: String
  let arguments: [String]
  /// The variables of this process that the program must not see are gone; these are added.
  var environment: [String: String] = [:]
  /// Whether what `print` prints goes out line by line, so that a kill loses none of it; only where the system has `stdbuf`.
  var isUnbuffered = false
  let folder: String
  let limits: RunLimits

  /// Runs the program to its end, or kills it when its moment has come.
  func run(killing moment: KillMoment? = nil) throws -> Result {
    let outputs = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-run-\(UUID().uuidString)")
    try RunningPrograms.makeFolder(outputs.path)
    defer { RunningPrograms.remove(folder: outputs.path) }
    let places = ["output", "errors"].map { outputs.appendingPathComponent($0) }
    for place in places { try Data().write(to: place) }
    let files = try places.map { try FileHandle(forWritingTo: $0) }
    defer { for file in files { try? file.close() } }
    let process = process(files)
    let finished = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in finished.signal() }
    let start = ContinuousClock.now
    try RunningPrograms.start(process)
    var stop: Ending?
    var room = Room(output: places[0].path, folder: folder, bytes: limits.bytes)
    while finished.wait(timeout: .now() + .microseconds(moment == nil ? 5_000 : 200)) == .timedOut {
      let elapsed = ContinuousClock.now - start
      stop =
        moment?.hasCome(elapsed, written: room.written) == true
        ? .killed : elapsed > limits.time ? .overTime : room.isLeft(elapsed) ? nil : .overSize
      guard stop != nil else { continue }
      kill(process.processIdentifier, SIGKILL)
      finished.wait()
      break
    }
    RunningPrograms.remove(process.processIdentifier)
    let isSignalled = process.terminationReason == .uncaughtSignal
    let code = isSignalled ? 128 + process.terminationStatus : process.terminationStatus
    // It may have ended by itself at the last moment.
    var ending = stop.flatMap { isSignalled ? $0 : nil } ?? .ended(code: code)
    if case .ended(0) = ending, !room.isLeft(.seconds(Int.max / 2)) { ending = .overSize }
    return Result(
      ending: ending, output: [UInt8](try Data(contentsOf: places[0])),
      errors: String(decoding: try Data(contentsOf: places[1]), as: UTF8.self), duration: ContinuousClock.now - start)
  }

  /// The shell keeps crashes from leaving images behind and then is the program.
  private func process(_ files: [FileHandle]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let by = isUnbuffered && FileManager.default.isExecutableFile(atPath: "/usr/bin/stdbuf") ? "/usr/bin/stdbuf -oL " : ""
    process.arguments = ["-c", "ulimit -c 0; exec \(by)\"$0\" \"$@\"", program] + arguments
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BYTEWAX_") }.merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = files[0]
    process.standardError = files[1]
    return process
  }
}

/// Watches how much a run prints and writes.
private struct Room {
  let output: String
  let folder: String
  let bytes: Int
  private let before: Int
  private var nextLook = Duration.zero
  private var isFull = false

  init(output: String, folder: String, bytes: Int) {
    (self.output, self.folder, self.bytes) = (output, folder, bytes)
    before = Self.size(below: folder)
  }

  /// The bytes that were printed, and by which its folder has grown.
  var written: Int {
    var status = stat()
    return (stat(output, &status) == 0 ? Int(status.st_size) : 0) + Self.size(below: folder) - before
  }

  /// Whether the run may go on. Its folder is looked through seldom enough for that to cost next to nothing.
  mutating func isLeft(_ elapsed: Duration) -> Bool {
    var status = stat()
    if stat(output, &status) == 0, Int(status.st_size) > bytes { isFull = true }
    if !isFull, elapsed >= nextLook {
      let start = ContinuousClock.now
      isFull = Self.size(below: folder) - before > bytes
      nextLook = elapsed + max(.milliseconds(100), (ContinuousClock.now - start) * 20)
    }
    return !isFull
  }

  private static func size(below folder: String) -> Int {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { sum, name in
      var status = stat()
      return stat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? sum + Int(status.st_size) : sum
    }
  }
}

/// When a program is to be killed.
enum KillMoment {
  /// So long after its start.
  case after(Duration)
  /// When the files of its store have grown to so many bytes, so that it is killed at its work and not as it starts.
  case storeHolds(bytes: Int, String)
  /// When it has printed and written so many bytes, so that others are still to come.
  case written(bytes: Int)

  func hasCome(_ elapsed: Duration, written: @autoclosure () -> Int) -> Bool {
    switch self {
    case .after(let moment): elapsed >= moment
    case .storeHolds(let bytes, let folder): Self.size(of: folder) >= bytes
    case .written(let bytes): written() >= bytes
    }
  }

  /// The bytes of all files in a folder.
  static func size(of folder: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { sum, name in
      var status = stat()
      return stat("\(folder)/\(name)", &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }
}

/// The programs that are running and the folders that they use, so that an interrupted proof leaves neither behind.
package enum RunningPrograms {
  private struct State {
    var processes: Set<Int32> = []
    var folders: Set<String> = []
    var isOver = false
  }

  private static let state = Mutex(State())

  /// Starts a program; there is no moment at which it runs and is not known here.
  static func start(_ process: Process) throws {
    try state.withLock {
      try process.run()
      $0.processes.insert(process.processIdentifier)
    }
  }

  static func remove(_ process: Int32) { state.withLock { _ = $0.processes.remove(process) } }

  /// Makes a folder that is removed with the rest.
  static func makeFolder(_ path: String) throws {
    try state.withLock {
      $0.folders.insert(path)
      // What a flow prints, and what it is given, is nobody else's.
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }

  static func remove(folder: String) {
    state.withLock {
      try? FileManager.default.removeItem(atPath: folder)
      $0.folders.remove(folder)
    }
  }

  /// Kills what runs, removes every folder in use, and ends this process.
  ///
  /// The lock is never given back, so that no other thread starts a program or makes a folder in the meantime.
  package static func end(exitCode: Int32) -> Never {
    state.withLock { left in
      for process in left.processes { kill(process, SIGKILL) }
      // What a killed program or another thread still writes can keep a folder from going at once.
      for folder in left.folders {
        for _ in 0..<100 where FileManager.default.fileExists(atPath: folder) {
          if (try? FileManager.default.removeItem(atPath: folder)) == nil { usleep(10_000) }
        }
      }
      _exit(exitCode)
    }
  }
}
