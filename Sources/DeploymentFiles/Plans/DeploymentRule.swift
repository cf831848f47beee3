/// The breaking changes that reach commands and what they see.
enum DeploymentRule: String, CaseIterable {
  case epochFlag = "epoch-interval-flag-renamed"
  case sqliteFlag = "sqlite-directory-flag-renamed"
  case epochVariable = "epoch-interval-env-renamed"
  case sqliteVariable = "sqlite-directory-env-renamed"
  case intervals = "recovery-flags-required"
  case processes = "processes-flag-moved"
  case partitions = "recovery-partitions-precreated"
  case format = "recovery-format-0-17"
  case metrics = "metric-names-prefixed"
  /// No breaking change: what names an era by hand goes with the flow.
  case pinnedEra = "pinned-era"
}
