import BytewaxRunner

/// Runs a flow as a cluster of `processes` × `workersPerProcess` workers, for tests; here all of them are threads of this process.
///
/// Breaking change: cli-main-processes-removed (0.17 → 0.18).
public func testCluster(
  _ flow: Dataflow, epochInterval: Duration? = nil, recoveryConfig: RecoveryConfig? = nil, processes: Int = 1,
  workersPerProcess: Int = 1
) throws {
  var settings = RunSettings()
  if let epochInterval { settings.epochInterval = epochInterval }
  settings.recovery = recoveryConfig?.settings
  settings.processes = processes
  settings.workersPerProcess = workersPerProcess
  try flow.run(settings)
}
