import DataflowOperators

/// Breaking changes: on-item-now-removed, on-notify-sched-removed (0.18 → 0.19).
///
/// A logic object of 0.18 is told the time with every item, and the moment it had asked for with every notification.
@available(_PackageDescription, deprecated: 1, message: "on-item-now-removed: onItem(_:) and onNotify() without the time")
public typealias UnaryLogic = TimedUnaryLogic
