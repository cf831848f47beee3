import BytewaxRunner

/// Breaking changes: sqlite-recovery-config-renamed, recovery-partitions-precreated (0.16 → 0.17).
///
/// Where a flow keeps its state: a directory whose partitions `initDBDir` has made.
public typealias RecoveryConfig = BytewaxRunner.RecoveryConfig
