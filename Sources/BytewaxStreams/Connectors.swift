@_exported import func BytewaxRunner.initDBDir
@_exported import func Connectors.batch
@_exported import func Connectors.batchAsync
@_exported import func Connectors.batchGetter
@_exported import func Connectors.batchGetterEx
@_exported import func Connectors.deviceID
@_exported import func Connectors.ffwdIter
@_exported import func Connectors.pollNextBatch
import BytewaxRunner
import Connectors
import DataflowCore

// The built-in connectors and the helpers for writing one's own, under the names they have had since 0.18.

public typealias FileSource = Connectors.FileSource
public typealias DirSource = Connectors.DirSource
public typealias CSVSource = Connectors.CSVSource
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
public typealias ConnectorError = Connectors.ConnectorError
