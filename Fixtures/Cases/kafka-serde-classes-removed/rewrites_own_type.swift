import Bytewax

final class Plain: SchemaSerializer {  //~ rewritten
  func ser(_ value: Int) -> [UInt8]? { nil }
}
// ---- after
import Bytewax

final class Plain: Serializer {
  func callAsFunction(_ value: Int, _ ctx: SerializationContext) -> [UInt8]? {
    ser(value)
  }

  func ser(_ value: Int) -> [UInt8]? { nil }
}
