/// The public names of each era, by which a file shows how old it is.
package enum EraVocabulary {
  package static let fluent: Set<Era> = [.v0_16, .v0_17]
  package static let streams: Set<Era> = [.v0_18, .v0_19]

  /// Type names and the eras that have them. Names that other code is likely to use for something else
  /// (`Input`, `Source`, `Stream`) prove nothing and stand in `commonWords`.
  package static let types: [String: Set<Era>] = {
    var table: [String: Set<Era>] = [:]
    for name in [
      "PartitionedInput", "DynamicInput", "StatefulSource", "StatelessSource", "PartitionedOutput", "DynamicOutput",
      "StatefulSink", "StatelessSink", "FileInput", "DirInput", "CSVInput", "FileOutput", "DirOutput", "StdOutput",
      "KafkaInput", "KafkaOutput", "TestingInput", "TestingOutput",
    ] { table[name] = fluent }
    for name in [
      "FixedPartitionedSource", "StatefulSourcePartition", "DynamicSource", "StatelessSourcePartition",
      "SimplePollingSource", "FixedPartitionedSink", "StatefulSinkPartition", "DynamicSink", "StatelessSinkPartition",
      "FileSource", "DirSource", "CSVSource", "FileSink", "DirSink", "StdOutSink", "KafkaSource", "KafkaSink",
      "KafkaSourceMessage", "KafkaSinkMessage", "TestingSource", "TestingSink", "UnaryLogic", "WindowMetadata",
      "KeyedStream", "BranchOut", "RandomMetricSource", "AbortExecution",
    ] { table[name] = streams }
    for name in ["SqliteRecoveryConfig", "KafkaRecoveryConfig"] { table[name] = [.v0_16] }
    table["SimplePollingInput"] = [.v0_17]
    table["RecoveryConfig"] = [.v0_17, .v0_18, .v0_19]
    for name in [
      "ConfluentSchemaRegistry", "RedpandaSchemaRegistry", "SchemaRef", "SchemaSerializer", "SchemaDeserializer", "SerdeIn", "SerdeOut",
      "KafkaSourceOut",
    ] { table[name] = [.v0_18] }
    for name in ["KafkaOpOut", "PlainAvroSerializer", "PlainAvroDeserializer", "AvroSerializer", "AvroDeserializer", "SerializationContext"] { table[name] = [.v0_19] }
    return table
  }()

  /// Bytewax names that are also everyday words.
  package static let commonWords: Set<String> = ["Input", "Output", "Source", "Sink", "Stream"]

  /// Free functions and the eras that have them.
  package static let functions: [String: Set<Era>] = [
    "pollNext": [.v0_16], "pollNextBatch": [.v0_17, .v0_18, .v0_19], "initDBDir": [.v0_17, .v0_18, .v0_19],
    "ffwdIter": [.v0_17, .v0_18, .v0_19], "testCluster": [.v0_18, .v0_19],
  ]

  /// Methods of `Dataflow` that add a step, and the eras that have them.
  package static let fluentOperators: [String: Set<Era>] = {
    var table: [String: Set<Era>] = [:]
    for name in [
      "input", "output", "map", "filter", "filterMap", "flatMap", "inspect", "inspectEpoch", "reduce", "statefulMap",
      "foldWindow", "reduceWindow", "collectWindow",
    ] { table[name] = fluent }
    for name in ["batch", "redistribute", "inspectWorker"] { table[name] = [.v0_17] }
    return table
  }()

  /// Words by which code may have to do with Bytewax.
  static let words = Set(types.keys).union(functions.keys).union(fluentOperators.keys).union(namespaces).union(entryPoints).union(["Dataflow"])

  /// The namespaces of the operators from 0.18 on.
  package static let namespaces: Set<String> = ["op", "wop", "kop"]

  /// Functions and initialisers that receive a flow without adding steps to it.
  package static let entryPoints: Set<String> = ["runMain", "clusterMain", "cliMain", "testCluster"]

  /// Modules an import of which makes a file a flow, with the eras they stand for.
  package static func eras(ofModule name: String) -> Set<Era>? {
    for prefix in ["BytewaxPeriodic", "BytewaxKafka", "Bytewax"] where name.hasPrefix(prefix) {
      let suffix = name.dropFirst(prefix.count)
      if suffix.isEmpty { return prefix == "BytewaxPeriodic" ? [.v0_17] : Set(Era.allCases) }
      guard suffix.count == 3, let era = Era(rawValue: "0." + suffix.dropFirst()) else { continue }
      return [era]
    }
    return nil
  }
}
