import Bytewax

let registry = ConfluentSchemaRegistry(client)  //~ left
// ---- after
import Bytewax

// TODO(waxwing: kafka-registry-removed): make a SchemaRegistryClient, fetch the schema by subject, and give it to Avro or PlainAvro serializers
let registry = ConfluentSchemaRegistry(client)
