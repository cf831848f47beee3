import DataflowCore
import DataflowRuntime
import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Turns a first SIGINT or SIGTERM into a clean stop while a flow runs, and a second one into its end.
///
/// A clean stop waits for every worker to come back from what it is doing. A callback that never returns, or an output that nobody takes,
/// would make that wait for ever.
enum SignalWatch {
  static func interrupting<Result>(_ cluster: Cluster, _ body: () throws -> Result) rethrows -> Result {
    let queue = DispatchQueue(label: "waxwing.signals")
    let presses = SignalPresses()
    let hint = DispatchWorkItem { say("the flow is still busy in a callback or an output; interrupt it again to end it at once") }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        switch presses.meaning(at: .now) {
        case .stop:
          cluster.interrupt()
          queue.asyncAfter(deadline: .now() + hintDelay, execute: hint)
        case .end: endAtOnce(by: number)
        case .echo: break
        }
      }
      source.resume()
      return source
    }
    defer {
      hint.cancel()
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    return try body()
  }

  /// Seconds that a clean stop may take before it is said that there is another way.
  private static let hintDelay = 3.0

  /// Ends the process as the signal does by default, so that whoever waits for it sees by what. What that leaves in a store and in files
  /// is what a crash leaves, which a resume mends.
  private static func endAtOnce(by number: Int32) {
    let name = number == SIGINT ? "SIGINT" : "SIGTERM"
    say("ended at once by a second \(name), without waiting for callbacks and outputs; a flow with recovery resumes from its last finished epoch")
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    kill(getpid(), number)
    // In case another thread has been asked to take it and does not.
    sleep(1)
    _exit(128 + number)
  }

  /// Writes a line to standard error unless nobody takes it there: that may be just what the flow is stuck in.
  private static func say(_ message: String) {
    var output = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    guard poll(&output, 1, 0) == 1, output.revents & Int16(POLLOUT) != 0 else { return }
    _ = Array("waxwing: \(message)\n".utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// Tells what each of several signals means.
final class SignalPresses: Sendable {
  enum Meaning { case stop, end, echo }

  private let first = Mutex<ContinuousClock.Instant?>(nil)

  /// Tools that run programs often send one signal twice, to the program and to its process group; that is one wish.
  private static let echo = Duration.milliseconds(250)

  func meaning(at moment: ContinuousClock.Instant) -> Meaning {
    first.withLock { first in
      guard let first else {
        first = moment
        return .stop
      }
      return moment - first < Self.echo ? .echo : .end
    }
  }
}
