import ArgumentParser
import BytewaxFluent
import BytewaxRunner

// Breaking changes: cli-main-epoch-interval-timedelta (0.16 → 0.17), cli-main-processes-removed (0.17 → 0.18).
//
// The entry points of 0.17; `cliMain` takes its epoch interval as a duration.

/// Runs a flow on one worker in the calling thread; for tests and prototypes.
///
/// Epochs last ten seconds unless said otherwise; zero makes one of every poll. Throws what a step threw, as a `StepError`, and
/// all building mistakes together before anything starts.
public func runMain(_ flow: Dataflow, epochInterval: Duration? = nil, recoveryConfig: RecoveryConfig? = nil) throws {
  try flow.run(settings(epochInterval, recoveryConfig))
}

/// Runs one process of a cluster, with several worker threads.
///
/// With no address, or one, all workers are threads of this process.
public func clusterMain(
  _ flow: Dataflow, _ addresses: [String], _ procID: Int, epochInterval: Duration? = nil,
  recoveryConfig: RecoveryConfig? = nil, workerCountPerProc: Int = 1
) throws {
  var settings = try settings(epochInterval, recoveryConfig)
  settings.addresses = addresses
  settings.processID = procID
  settings.workersPerProcess = workerCountPerProc
  try flow.run(settings)
}

/// Runs a flow as the command line says; what it leaves out is taken from the environment, then from the arguments.
///
/// SIGINT and SIGTERM stop the flow cleanly; a second one ends it at once. Wrong flags end the
/// process with a usage message.
public func cliMain(
  _ flow: Dataflow, processes: Int = 1, workersPerProcess: Int = 1, processID: Int? = nil, addresses: [String]? = nil,
  epochInterval: Duration? = nil, recoveryConfig: RecoveryConfig? = nil
) throws {
  var settings = try settings(epochInterval, recoveryConfig)
  settings.processes = processes
  settings.workersPerProcess = workersPerProcess
  settings.processID = processID
  settings.addresses = addresses ?? []
  try flow.run(FlowCommandLine.settings(Flags.self, over: settings), stopsOnSignals: true)
}

/// What `waxwing run` calls at the end of a script that runs nothing itself.
public enum BytewaxEntry {
  /// Runs the flow that `flow` gives as the command line says; ends the process with one message when that fails.
  public static func run(_ flow: () throws -> Dataflow) {
    FlowCommandLine.exitingOnError { try cliMain(flow()) }
  }
}

private func settings(_ epochInterval: Duration?, _ recovery: RecoveryConfig?) throws -> RunSettings {
  var settings = RunSettings()
  if let epochInterval { settings.epochInterval = epochInterval }
  settings.recovery = recovery?.settings
  return settings
}
