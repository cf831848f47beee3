import Bytewax
import BytewaxKafka

let broker = ProcessInfo.processInfo.environment["KAFKA_BROKER"] ?? "localhost:9092"
let url = ProcessInfo.processInfo.environment["SCHEMA_REGISTRY_URL"] ?? "http://localhost:8081"

// Confluent's format: the schema's id stands before the data, and the schema is found by it.
let registry = SchemaRegistryClient(["url": url, "basic.auth.user.info": "user:secret"])
let keyDe = AvroDeserializer(registry)
let valDe = AvroDeserializer(registry)
let valSer = AvroSerializer(registry, try registry.getLatestVersion("sensor-value").schema, conf: ["subject.name.strategy": recordSubjectNameStrategy])

func isWarm(_ message: KafkaSourceMessage<AvroMessage, AvroMessage>) -> Bool {
  (message.value["value"]?.double ?? -273.15) > 0
}

func inFahrenheit(_ message: KafkaSourceMessage<AvroMessage, AvroMessage>) -> KafkaSinkMessage<String, AvroMessage> {
  let sensor = message.key["identifier"]?.string ?? ""
  let celsius = message.value["value"]?.double ?? .nan
  return KafkaSinkMessage(key: sensor, value: ["identifier": .string(sensor), "value": .double(celsius * 1.8 + 32)])
}

let flow = Dataflow("confluent")
let kinp = kop.input("inp", flow, brokers: [broker], topics: ["input_topic"], tail: false)
op.raises("stop_at_errors", kinp.errs)
// Deserialize both key and value
let msgs = kop.deserialize("de", kinp.oks, keyDeserializer: keyDe, valDeserializer: valDe)
let complaints = op.map("complaint", msgs.errs) { "\($0.err.name) at \($0.msg.offset ?? -1)" }
op.output("complaints", complaints, StdOutSink())
let warm = op.filter("warm", msgs.oks, isWarm)
let readings = op.map("fahrenheit", warm, inFahrenheit)
let encoded = kop.serializeValue("ser", readings, valSer)
kop.output("out", encoded, brokers: [broker], topic: "output_topic")
