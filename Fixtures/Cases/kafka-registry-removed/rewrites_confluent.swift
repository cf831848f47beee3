import Bytewax

let registry = ConfluentSchemaRegistry(SchemaRegistryClient(conf))  //~ review
let de = registry.deserializer()
let ser = registry.serializer(SchemaRef("sensor-value"))
// ---- after
import Bytewax

let registry = SchemaRegistryClient(conf)
let de = AvroDeserializer(registry)
let ser = AvroSerializer(registry, try registry.getLatestVersion("sensor-value").schema, conf: ["subject.name.strategy": recordSubjectNameStrategy])
