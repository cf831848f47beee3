import Recovery

/// Makes `count` partitions of a recovery store in a directory that exists and has none yet.
///
/// Throws a `RecoveryError` that says what stands in the way.
public func initDBDir(_ dbDir: String, count: Int) throws {
  try makeRecoveryPartitions(in: [dbDir], count: count)
}

public typealias NoPartitionsError = Recovery.NoPartitionsError
public typealias MissingPartitionsError = Recovery.MissingPartitionsError
public typealias InconsistentPartitionsError = Recovery.InconsistentPartitionsError
public typealias RecoveryError = Recovery.RecoveryError
