import Bytewax

final class Door {
  func close() {}
}
