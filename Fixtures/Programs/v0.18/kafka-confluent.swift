import Bytewax
import BytewaxKafka

let url = ProcessInfo.processInfo.environment["SCHEMA_REGISTRY_URL"] ?? "http://localhost:8081"

// Confluent's format: the schema's id stands before the data, and the schema is found by it.
let registry = ConfluentSchemaRegistry(SchemaRegistryClient(["url": url, "basic.auth.user.info": "user:secret"]))
let encoder = registry.serializer(SchemaRef("sensor-value"))
let decoder = registry.deserializer()

func received(_ message: KafkaSinkMessage<String, [UInt8]?>) -> KafkaSourceMessage<String, [UInt8]?> {
  KafkaSourceMessage(key: message.key, value: message.value)
}

let readings: [KafkaSinkMessage<String, AvroMessage>] = [
  KafkaSinkMessage(key: "attic", value: ["identifier": "attic", "celsius": 31.5]),
  KafkaSinkMessage(key: "cellar", value: ["identifier": "cellar", "celsius": nil]),
]

let flow = Dataflow("confluent")
let warm = op.input("readings", flow, TestingSource(readings))
let encoded = kop.serializeValue("encode", warm, encoder)
let messages = op.map("receive", encoded, received)
let decoded = kop.deserializeValue("decode", messages, decoder)
let lines = op.map("line", decoded.oks) { message in "\(message.key): \(message.value["celsius"]?.double ?? .nan)" }
op.output("out", lines, StdOutSink())
