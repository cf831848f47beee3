import Bytewax

final class Plain: SchemaSerializer {
  func ser(_ value: Int) -> [UInt8] { [] }  //~ rewritten
}

struct Number: SchemaDeserializer {
  func de(_ data: [UInt8]?) throws -> Int { try number(data) }  //~ rewritten
}
// ---- after
import Bytewax

final class Plain: Serializer {
  func callAsFunction(_ value: Int, _ ctx: SerializationContext) -> [UInt8]? {
    ser(value)
  }

  func ser(_ value: Int) -> [UInt8] { [] }
}

struct Number: Deserializer {
  func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext) throws -> Int {
    try de(data)
  }

  func de(_ data: [UInt8]?) throws -> Int { try number(data) }
}
