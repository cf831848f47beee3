import Bytewax
import BytewaxKafka

let url = ProcessInfo.processInfo.environment["SCHEMA_REGISTRY_URL"] ?? "http://localhost:8081"

struct Sensor: Codable, Sendable {
  var identifier: String
}

struct Reading: Codable, Sendable {
  var celsius: Double?
}

// Plain Avro: whoever reads it has to know the schema.
let registry = SchemaRegistryClient(["url": url])
let keyDe = PlainAvroDeserializer<Sensor>(schema: try registry.getLatestVersion("sensor-key").schema)
let valDe = PlainAvroDeserializer<Reading>(schema: try registry.getVersion("sensor-value", 1).schema)

let bytes: [KafkaSourceMessage<[UInt8]?, [UInt8]?>] = [
  KafkaSourceMessage(key: [10, 97, 116, 116, 105, 99], value: [10, 97, 116, 116, 105, 99, 2, 0, 0, 0, 0, 0, 128, 63, 64]),
  KafkaSourceMessage(key: [2, 97], value: nil),
  KafkaSourceMessage(key: [2, 97], value: [1, 2, 3]),
]

let flow = Dataflow("redpanda")
let messages = op.input("readings", flow, TestingSource(bytes))
let read = kop.deserialize("read", messages, keyDeserializer: keyDe, valDeserializer: valDe)
let lines = op.map("line", read.oks) { "\($0.key.identifier): \($0.value.celsius ?? .nan)" }
op.output("out", lines, StdOutSink())
let complaints = op.map("complaint", read.errs) { $0.err.name }
op.output("err", complaints, StdOutSink())
