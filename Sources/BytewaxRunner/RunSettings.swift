import ArgumentParser
import Recovery

/// How a user asked for a flow to be run, by flags, environment or arguments of an entry point.
public struct RunSettings: Sendable {
  /// Processes that eras up to 0.17 could ask for; here they are further workers of this one.
  public var processes = 1
  public var workersPerProcess = 1
  /// This process's number in a cluster of several.
  public var processID: Int?
  /// The addresses of a cluster's processes.
  public var addresses: [String] = []
  /// How long an epoch lasts; ten seconds unless said otherwise.
  public var epochInterval: Duration = .seconds(10)
  public var recovery: RecoverySettings?
  /// The number of the first epoch of a flow that does not resume.
  public var firstEpoch = 1
  /// Whether partitions are closed when the flow fails.
  public var closesOnFailure = true
  /// Whether batches are taken apart as they leave their source.
  public var movesSingly = false
  /// Whether several workers pause after each poll where a window by event time follows.
  public var pausesAfterPolls = false

  public init() {}

  /// Takes over what flags, then the environment, say of workers and cluster; throws a `ValidationError` for a process without addresses.
  public mutating func takeCluster(workers: Int?, processID: Int?, addresses: String?) throws {
    if let workers = try workers ?? Environment.number("BYTEWAX_WORKERS_PER_PROCESS") { workersPerProcess = workers }
    if let processID = try processID ?? Environment.processID() { self.processID = processID }
    if let addresses = try Environment.addresses(flag: addresses) { self.addresses = addresses }
    if self.processID != nil && self.addresses.isEmpty {
      throw ValidationError("a process id needs the addresses of all processes; add them with -a")
    }
  }
}

/// Where a flow's state is kept and for how long.
public struct RecoverySettings: Sendable {
  /// The directory of the partitions; several, separated by semicolons, when they are spread.
  public var directory: String
  /// How long superseded snapshots are kept.
  public var backupInterval: Duration

  public init(directory: String, backupInterval: Duration) {
    self.directory = directory
    self.backupInterval = backupInterval
  }

  /// Whether the store is made when it is first used, with one partition for each worker, and bound to their number, as in 0.16.
  public var isMadeOnFirstUse = false

  /// Throws that a store is damaged, which counts for more than what else a command line lacks; all else is told when it is opened.
  public static func expectWhole(_ directory: String) throws {
    do { try StoreReport.verify(directory.split(separator: ";").map(String.init)) } catch let error as RecoveryError where error.code == .corrupted {
      throw error
    } catch {}
  }

  /// A store as 0.16 keeps it: made on first use, resumed with the same number of workers, without history.
  public init(madeOnFirstUseIn directory: String) {
    self.init(directory: directory, backupInterval: .zero)
    isMadeOnFirstUse = true
  }
}

/// What a flow must have before it can run; 0.18 and later let `inspect` and `raises` stand for an output.
public struct FlowNeeds: Sendable {
  public let outputKinds: Set<String>
  public static let output = FlowNeeds(outputKinds: ["output"])
  public static let outputOrInspect = FlowNeeds(outputKinds: ["output", "inspect", "inspectDebug", "raises"])
}

/// Thrown for settings that cannot be honoured.
public struct SettingsError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
