import Connectors
import DataflowCore

// The built-in connectors and the helpers for writing one's own, under the names they have had since 0.18.

public typealias FileSource = Connectors.FileSource
public typealias DirSource = Connectors.DirSource
public typealias FileSink = Connectors.FileSink
public typealias DirSink = Connectors.DirSink
public typealias StdOutSink = Connectors.StdOutSink
public typealias RandomMetricSource = Connectors.RandomMetricSource
public typealias SimplePollingSource = Connectors.SimplePollingSource
public typealias PollingRetry = Connectors.PollingRetry
public typealias TestingSource = Connectors.TestingSource
public typealias TestingSink = Connectors.TestingSink
public typealias TestingList = Connectors.TestingList
public typealias TimeoutError = Connectors.TimeoutError
