import Bytewax
import BytewaxKafka

struct Own: SchemaDeserializer {
  func de(_ data: [UInt8]?) throws -> String { String(decoding: data ?? [], as: UTF8.self) }
}

let registry = RedpandaSchemaRegistry(baseURL: url)
let plain = registry.deserializer(SchemaRef("sensor-value"))
let msgs = kop.deserializeValue("de", source.oks, plain)
let keys = kop.deserializeKey("keys", msgs.oks, Own())
let both = kop.deserialize("both", source.oks, keyDeserializer: Own(), valDeserializer: plain)
// ---- after
import Bytewax
import BytewaxKafka

struct Own: Deserializer {
  func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext) throws -> String {
    try de(data)
  }

  func de(_ data: [UInt8]?) throws -> String { String(decoding: data ?? [], as: UTF8.self) }
}

let registry = SchemaRegistryClient(["url": url])
let plain = PlainAvroDeserializer(schema: try registry.getLatestVersion("sensor-value").schema)
let msgs = kop.deserializeValue("de", source.oks, plain)
let keys = kop.deserializeKey("keys", msgs.oks, Own())
let both = kop.deserialize("both", source.oks, keyDeserializer: Own(), valDeserializer: plain)
