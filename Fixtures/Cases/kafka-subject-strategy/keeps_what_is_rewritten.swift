import Bytewax
import BytewaxKafka

let registry = ConfluentSchemaRegistry(client)
let encoder = registry.serializer(SchemaRef("sensor-value"))
let written = kop.serializeValue("ser", up, encoder)
let redpanda = RedpandaSchemaRegistry(baseURL: url)
let plain = redpanda.serializer(SchemaRef("sensor-value"))
let others = kop.serialize("others", up, keySerializer: plain, valSerializer: encoder)
// ---- after
import Bytewax
import BytewaxKafka

let registry = client
let encoder = AvroSerializer(registry, try registry.getLatestVersion("sensor-value").schema, conf: ["subject.name.strategy": recordSubjectNameStrategy])
let written = kop.serializeValue("ser", up, encoder)
let redpanda = SchemaRegistryClient(["url": url])
let plain = PlainAvroSerializer(schema: try redpanda.getLatestVersion("sensor-value").schema)
let others = kop.serialize("others", up, keySerializer: plain, valSerializer: encoder)
