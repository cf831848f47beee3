/// Makes the partitions of a recovery store in a directory that exists.
///
/// The store itself is not there yet, so this throws a `SettingsError` that says so.
public func initDBDir(_ dbDir: String, count: Int) throws {
  throw SettingsError("the recovery store is not there yet; run without '\(dbDir)'")
}
