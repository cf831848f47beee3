import DataflowCore
import DataflowRuntime
import Recovery

/// From a built flow to running workers.
public enum FlowRunner {
  /// Runs a flow to its end on `processes × workersPerProcess` worker threads.
  ///
  /// Throws `FlowMistakes` before anything starts, `SettingsError` for settings that cannot be honoured, a `StepError` for
  /// what a step threw, and `Interrupted` when `stopsOnSignals` and a SIGINT or SIGTERM came.
  @discardableResult
  public static func run(
    _ graph: Graph, _ settings: RunSettings, needs: FlowNeeds, stopsOnSignals: Bool = false
  ) throws -> RunSummary {
    check(graph, needs)
    let plan = try graph.plan()
    try StoredSteps.listIfAsked(plan)
    let cluster = Cluster(plan, try options(settings, plan))
    return stopsOnSignals ? try SignalWatch.interrupting(cluster) { try cluster.run() } : try cluster.run()
  }

  private static func check(_ graph: Graph, _ needs: FlowNeeds) {
    let kinds = Set(graph.steps.map(\.id.kind))
    if !kinds.contains("input") {
      graph.report("flow '\(graph.flowID)' has no input; add one", at: nil)
    }
    if kinds.isDisjoint(with: needs.outputKinds) {
      let wanted = needs.outputKinds.count > 1 ? "output or inspect step" : "output"
      graph.report("flow '\(graph.flowID)' has no output; add at least one \(wanted)", at: nil)
    }
  }

  private static func options(_ settings: RunSettings, _ plan: Plan) throws -> RunOptions {
    guard settings.processes >= 1, settings.workersPerProcess >= 1 else {
      throw SettingsError("a flow needs at least one worker; ask for 1 or more")
    }
    guard settings.addresses.count <= 1 else {
      throw SettingsError("clusters of several processes are not there yet; leave out the addresses and ask for more workers with -w")
    }
    guard settings.epochInterval >= .zero else {
      throw SettingsError("the epoch interval is negative; give zero or more seconds")
    }
    var options = RunOptions()
    options.workerCount = settings.processes * settings.workersPerProcess
    options.epochInterval = TimeSpan(settings.epochInterval)
    options.firstEpoch = settings.firstEpoch
    options.closesOnFailure = settings.closesOnFailure
    options.movesSingly = settings.movesSingly
    options.pausesAfterPolls = settings.pausesAfterPolls
    if let recovery = settings.recovery {
      let store = try store(recovery, options)
      try StoredSteps.warn(ofForgotten: store, plan, in: recovery.directory)
      options.recovery = store
    }
    return options
  }

  private static func store(_ recovery: RecoverySettings, _ options: RunOptions) throws -> RecoveryStore {
    guard recovery.backupInterval >= .zero else {
      throw SettingsError("the backup interval is negative; give zero or more seconds")
    }
    let directories = recovery.directory.split(separator: ";").map(String.init)
    guard !directories.isEmpty else { throw SettingsError("the recovery directory has no name; give the path of a directory") }
    if recovery.isMadeOnFirstUse {
      try makeRecoveryPartitions(onFirstUseIn: recovery.directory, count: options.workerCount)
    }
    return try RecoveryStore(
      in: directories, workerCount: options.workerCount, epochInterval: options.epochInterval,
      backupInterval: TimeSpan(recovery.backupInterval), firstEpoch: options.firstEpoch, fixedWorkerCount: recovery.isMadeOnFirstUse)
  }
}
