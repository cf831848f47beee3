import Bytewax
import BytewaxKafka

let registry = ConfluentSchemaRegistry(client)
let decoder = registry.deserializer()
let msgs = kop.deserializeValue("de", source.oks, decoder)  //~ reported
// ---- after
import Bytewax
import BytewaxKafka

let registry = client
let decoder = AvroDeserializer(registry)
let msgs = kop.deserializeValue("de", source.oks, decoder)
