import Bytewax

final class Ticks: DynamicSource {
  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Tick {
    return Tick()
  }
}
