import Bytewax

let wanted = SchemaRef("sensor-value")  //~ left
let registry = ConfluentSchemaRegistry(client)  //~ left
let ser = registry.serializer(wanted)
// ---- after
import Bytewax

// TODO(waxwing: kafka-registry-removed): make a SchemaRegistryClient, fetch the schema by subject, and give it to Avro or PlainAvro serializers
let wanted = SchemaRef("sensor-value")
// TODO(waxwing: kafka-registry-removed): make a SchemaRegistryClient, fetch the schema by subject, and give it to Avro or PlainAvro serializers
let registry = ConfluentSchemaRegistry(client)
let ser = registry.serializer(wanted)
