import Bytewax

let registry = RedpandaSchemaRegistry(baseURL: url)  //~ review
let keyDe = registry.deserializer(SchemaRef("sensor-key"))  // the key's
let valSer = registry.serializer(SchemaRef("sensor-value", version: 3), of: Reading.self)
let byID = registry.serializer(7)
// ---- after
import Bytewax

let registry = SchemaRegistryClient(["url": url])
let keyDe = PlainAvroDeserializer(schema: try registry.getLatestVersion("sensor-key").schema)  // the key's
let valSer = PlainAvroSerializer<Reading>(schema: try registry.getVersion("sensor-value", 3).schema)
let byID = PlainAvroSerializer(schema: try registry.getSchema(7))
