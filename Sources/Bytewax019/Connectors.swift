import DataflowCore

// The connector protocols of 0.19 are the hub's own; older eras adapt theirs to them.
// Breaking changes: source-build-part-step-id, dynamic-source-build-step-id, sink-build-part-step-id,
// dynamic-sink-build-step-id, next-batch-sched-removed (0.18 → 0.19).

public typealias Source = DataflowCore.Source
public typealias FixedPartitionedSource = DataflowCore.FixedPartitionedSource
public typealias StatefulSourcePartition = DataflowCore.StatefulSourcePartition
public typealias DynamicSource = DataflowCore.DynamicSource
public typealias StatelessSourcePartition = DataflowCore.StatelessSourcePartition
public typealias Sink = DataflowCore.Sink
public typealias FixedPartitionedSink = DataflowCore.FixedPartitionedSink
public typealias StatefulSinkPartition = DataflowCore.StatefulSinkPartition
public typealias DynamicSink = DataflowCore.DynamicSink
public typealias StatelessSinkPartition = DataflowCore.StatelessSinkPartition
