import BytewaxRunner

/// Breaking changes: sqlite-recovery-config-renamed, recovery-partitions-precreated (0.16 → 0.17).
///
/// Where a flow keeps its state: a directory whose partitions `initDBDir` has made.
public typealias RecoveryConfig = BytewaxRunner.RecoveryConfig

// What opening a store throws; 0.16 had no names for it. Breaking change: recovery-mixed-backups.
public typealias NoPartitionsError = BytewaxRunner.NoPartitionsError
public typealias MissingPartitionsError = BytewaxRunner.MissingPartitionsError
public typealias InconsistentPartitionsError = BytewaxRunner.InconsistentPartitionsError
