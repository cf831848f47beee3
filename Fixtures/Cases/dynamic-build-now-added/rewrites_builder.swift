import Bytewax

final class Ticks: DynamicInput {
  func build(workerIndex: Int, workerCount: Int) -> Tick { Tick() }  //~ rewritten
}
// ---- after
import Bytewax

final class Ticks: DynamicSource {
  func build(now: Date, workerIndex: Int, workerCount: Int) -> Tick { Tick() }
}
