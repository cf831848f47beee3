/// What one API era has, for people who ask.
public struct Era: Sendable {
  /// The era's number, as in `--era 0.17`.
  public let name: String
  /// What a flow says to import it by name, and the modules beside it that only this era has.
  public let modules: [String]
  /// How operators are written: `flow.map` or `op.map`.
  public let style: String
  public let operators: [String]
  /// Window operators of the eras that keep them apart.
  public let windowOperators: [String]
  public let sources: [String]
  public let sinks: [String]
  public let windows: [String]
  public let recovery: [String]
  public let entryPoints: [String]
  public let helpers: [String]
  /// What a flow that also imports `BytewaxKafka` has.
  public let kafka: [String]
  public let flags: [String]
  public let environment: [String]
}

/// All eras, oldest first; `waxwing eras` prints it and a test holds it against the sources.
public enum EraCatalogue {
  public static let eras = [era016, era017, era018, era019]

  private static let fluentOperators = [
    "input", "output", "map", "filter", "filterMap", "flatMap", "inspect", "inspectEpoch", "reduce", "statefulMap", "foldWindow",
    "reduceWindow", "collectWindow",
  ]
  private static let streamOperators = [
    "input", "output", "branch", "flatMapBatch", "inspect", "inspectDebug", "merge", "redistribute", "raises", "unary", "map", "mapValue",
    "filter", "filterValue", "filterMap", "flatMap", "flatMapValue", "flatten", "keyOn", "collect", "countFinal", "foldFinal", "reduceFinal",
    "maxFinal", "minFinal", "join", "joinNamed", "statefulMap",
  ]
  private static let streamWindowOperators = [
    "foldWindow", "reduceWindow", "collectWindow", "countWindow", "maxWindow", "minWindow", "joinWindow", "joinWindowNamed",
  ]
  private static let windows = [
    "ClockConfig", "SystemClockConfig", "EventClockConfig", "WindowConfig", "TumblingWindow", "SlidingWindow", "SessionWindow",
  ]
  private static let fluentSources = [
    "Input", "PartitionedInput", "StatefulSource", "DynamicInput", "StatelessSource", "FileInput", "DirInput", "CSVInput", "TestingInput",
  ]
  private static let fluentSinks = [
    "Output", "PartitionedOutput", "StatefulSink", "DynamicOutput", "StatelessSink", "FileOutput", "DirOutput", "StdOutput", "TestingOutput",
  ]
  private static let streamSources = [
    "Source", "FixedPartitionedSource", "StatefulSourcePartition", "DynamicSource", "StatelessSourcePartition", "SimplePollingSource",
    "FileSource", "DirSource", "CSVSource", "RandomMetricSource", "TestingSource",
  ]
  private static let streamSinks = [
    "Sink", "FixedPartitionedSink", "StatefulSinkPartition", "DynamicSink", "StatelessSinkPartition", "FileSink", "DirSink", "StdOutSink",
    "TestingSink",
  ]
  private static let clusterFlags = ["-w/--workers-per-process", "-i/--process-id", "-a/--addresses"]
  private static let recoveryFlags = ["-r/--recovery-directory", "-s/--snapshot-interval", "-b/--backup-interval"]
  private static let clusterVariables = [
    "BYTEWAX_WORKERS_PER_PROCESS", "BYTEWAX_PROCESS_ID", "BYTEWAX_POD_NAME", "BYTEWAX_STATEFULSET_NAME", "BYTEWAX_ADDRESSES",
    "BYTEWAX_HOSTFILE_PATH",
  ]
  private static let recoveryVariables = [
    "BYTEWAX_RECOVERY_DIRECTORY", "BYTEWAX_SNAPSHOT_INTERVAL", "BYTEWAX_RECOVERY_BACKUP_INTERVAL",
  ]

  private static let partitionedRecovery = [
    "RecoveryConfig", "initDBDir", "NoPartitionsError", "MissingPartitionsError", "InconsistentPartitionsError",
  ]
  private static let fluentKafka = ["KafkaInput", "KafkaOutput", "KafkaOffset"]
  private static let streamKafka =
    ["KafkaSource", "KafkaSink", "KafkaSourceMessage", "KafkaSinkMessage", "KafkaError", "KafkaOffset"]
    + ["input", "output", "deserializeKey", "deserializeValue", "deserialize", "serializeKey", "serializeValue", "serialize"].map { "kop.\($0)" }

  private static let era016 = Era(
    name: "0.16", modules: ["Bytewax016"], style: "flow", operators: fluentOperators, windowOperators: [], sources: fluentSources,
    sinks: fluentSinks, windows: windows, recovery: ["RecoveryConfig", "SqliteRecoveryConfig", "KafkaRecoveryConfig"],
    entryPoints: ["runMain", "clusterMain", "cliMain"], helpers: ["pollNext"], kafka: fluentKafka,
    flags: ["-p/--processes"] + clusterFlags + ["--sqlite-directory", "--epoch-interval"],
    environment: ["BYTEWAX_PROCESSES"] + clusterVariables + ["BYTEWAX_SQLITE_DIRECTORY", "BYTEWAX_EPOCH_INTERVAL"])

  private static let era017 = Era(
    name: "0.17", modules: ["Bytewax017", "BytewaxPeriodic017"], style: "flow",
    operators: fluentOperators + ["redistribute", "batch", "inspectWorker"], windowOperators: [],
    sources: fluentSources + ["SimplePollingInput"], sinks: fluentSinks, windows: windows, recovery: partitionedRecovery,
    entryPoints: ["runMain", "clusterMain", "cliMain"], helpers: ["batch", "batchAsync", "ffwdIter", "pollNextBatch"], kafka: fluentKafka,
    flags: ["-p/--processes"] + clusterFlags + recoveryFlags,
    environment: ["BYTEWAX_PROCESSES"] + clusterVariables + recoveryVariables)

  private static let era018 = streamEra(
    "0.18", module: "Bytewax018", operators: streamOperators,
    kafka: [
      "KafkaSourceOut", "SchemaSerializer", "SchemaDeserializer", "ConfluentSchemaRegistry", "RedpandaSchemaRegistry", "SchemaRef",
      "SchemaRegistryClient", "AvroMessage",
    ])
  private static let era019 = streamEra(
    "0.19", module: "Bytewax019", operators: streamOperators + ["statefulFlatMap"],
    kafka: [
      "KafkaOpOut", "Serializer", "Deserializer", "SerializationContext", "MessageField", "SerializedKafkaSourceMessage",
      "SerializedKafkaSinkMessage", "SerializedKafkaSourceResult", "KafkaSourceError", "MaybeStrBytes", "BYTEWAX_CONSUMER_LAG_GAUGE",
      "SchemaRegistryClient", "Schema", "SchemaReference", "AvroSerializer", "AvroDeserializer", "PlainAvroSerializer",
      "PlainAvroDeserializer", "JSONSerializer", "JSONDeserializer", "StringSerializer", "StringDeserializer", "IntegerSerializer",
      "IntegerDeserializer", "DoubleSerializer", "DoubleDeserializer", "SubjectNameStrategy", "topicSubjectNameStrategy",
      "recordSubjectNameStrategy", "topicRecordSubjectNameStrategy", "AvroMessage",
    ])

  private static func streamEra(_ name: String, module: String, operators: [String], kafka: [String]) -> Era {
    Era(
      name: name, modules: [module], style: "op", operators: operators, windowOperators: streamWindowOperators, sources: streamSources,
      sinks: streamSinks, windows: windows + ["WindowMetadata"], recovery: partitionedRecovery,
      entryPoints: ["runMain", "clusterMain", "cliMain", "testCluster"],
      helpers: ["batch", "batchAsync", "batchGetter", "batchGetterEx", "ffwdIter", "mapDictValue", "pollNextBatch", "UnaryLogic", "AbortExecution"],
      kafka: streamKafka + kafka,
      flags: clusterFlags + recoveryFlags, environment: clusterVariables + recoveryVariables)
  }
}
