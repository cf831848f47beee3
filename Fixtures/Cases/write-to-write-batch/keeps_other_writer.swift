import Bytewax

final class Printer {
  func write(_ item: Int) { print(item) }
}
