import Bytewax

func decoder() -> Any {
  let registry = RedpandaSchemaRegistry()  //~ left
  return registry.deserializer(SchemaRef("sensor-value"))  //~ left
}
// ---- after
import Bytewax

func decoder() -> Any {
  // TODO(waxwing: kafka-registry-removed): make a SchemaRegistryClient, fetch the schema by subject, and give it to Avro or PlainAvro serializers
  let registry = RedpandaSchemaRegistry()
  // TODO(waxwing: kafka-registry-removed): make a SchemaRegistryClient, fetch the schema by subject, and give it to Avro or PlainAvro serializers
  return registry.deserializer(SchemaRef("sensor-value"))
}
