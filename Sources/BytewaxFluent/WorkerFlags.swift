import ArgumentParser
import BytewaxRunner

/// The command-line flags for workers and clusters, which 0.16 and 0.17 spell alike.
///
/// Breaking change: processes-flag-moved (0.17 → 0.18).
package struct WorkerFlags: ParsableArguments {
  @Option(name: [.customShort("p"), .customLong("processes")], help: "Processes; here they are further workers of this one. [env: BYTEWAX_PROCESSES]")
  package var processes: Int?

  @Option(name: [.customShort("w"), .customLong("workers-per-process")], help: "Worker threads of each process. [env: BYTEWAX_WORKERS_PER_PROCESS]")
  package var workers: Int?

  @Option(name: [.customShort("i"), .customLong("process-id")], help: "This process's number in a cluster. [env: BYTEWAX_PROCESS_ID]")
  package var processID: Int?

  @Option(name: [.customShort("a"), .customLong("addresses")], help: "Addresses of all processes, separated by semicolons. [env: BYTEWAX_ADDRESSES]")
  package var addresses: String?

  package init() {}

  /// Puts what flags and environment ask for in place of what `settings` holds.
  package func apply(to settings: inout RunSettings) throws {
    try settings.takeCluster(workers: workers, processID: processID, addresses: addresses)
    if let processes = try processes ?? Environment.number("BYTEWAX_PROCESSES") {
      if settings.processID == nil {
        settings.processes = processes
      } else {
        Environment.warn("-p is ignored because a process id was given; start the other processes by hand")
      }
    }
    // Addresses without a process id were ignored.
    if settings.processID == nil { settings.addresses = [] }
  }
}
