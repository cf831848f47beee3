import Bytewax

final class Plain {
  func ser(_ value: Int) -> [UInt8] { [] }
}
