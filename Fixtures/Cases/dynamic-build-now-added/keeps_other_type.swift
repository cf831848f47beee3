import Bytewax

final class Ticks {
  func build(workerIndex: Int, workerCount: Int) -> Tick { Tick() }
}
