import Bytewax
import BytewaxKafka

let broker = ProcessInfo.processInfo.environment["KAFKA_BROKER"] ?? "localhost:9092"
let url = ProcessInfo.processInfo.environment["SCHEMA_REGISTRY_URL"] ?? "http://localhost:8081"

struct Sensor: Codable, Sendable {
  var identifier: String
}

struct Reading: Codable, Sendable {
  var identifier: String
  var value: Double?
}

// Plain Avro: whoever reads it has to know the schema.
let registry = RedpandaSchemaRegistry(baseURL: url)
let keyDe = registry.deserializer(SchemaRef("sensor-key"), of: Sensor.self)
let valDe = registry.deserializer(SchemaRef("sensor-value", version: 1), of: Reading.self)
let valSer = registry.serializer(SchemaRef("sensor-value"), of: Reading.self)

func inFahrenheit(_ message: KafkaSourceMessage<Sensor, Reading>) -> KafkaSinkMessage<String, Reading> {
  let fahrenheit = message.value.value.map { $0 * 1.8 + 32 }
  return KafkaSinkMessage(key: message.key.identifier, value: Reading(identifier: message.key.identifier, value: fahrenheit))
}

let flow = Dataflow("redpanda")
let kinp = kop.input("inp", flow, brokers: [broker], topics: ["input_topic"], tail: false)
op.raises("stop_at_errors", kinp.errs)
// Deserialize both key and value
let msgs = kop.deserialize("de", kinp.oks, keyDeserializer: keyDe, valDeserializer: valDe)
let complaints = op.map("complaint", msgs.errs) { "\($0.err.name) at \($0.msg.offset ?? -1)" }
op.output("complaints", complaints, StdOutSink())
let readings = op.map("fahrenheit", msgs.oks, inFahrenheit)
let encoded = kop.serializeValue("ser", readings, valSer)
kop.output("out", encoded, brokers: [broker], topic: "output_topic")
