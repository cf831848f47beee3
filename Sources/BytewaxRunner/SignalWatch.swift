import DataflowCore
import DataflowRuntime
import Dispatch

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Turns SIGINT and SIGTERM into a clean stop while a flow runs.
enum SignalWatch {
  static func interrupting<Result>(_ cluster: Cluster, _ body: () throws -> Result) rethrows -> Result {
    let queue = DispatchQueue(label: "waxwing.signals")
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { cluster.interrupt() }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    return try body()
  }
}
