import Bytewax

final class Ticks: DynamicSource {
  func build(now: Date, workerIndex: Int, workerCount: Int) -> Tick {  //~ rewritten
    print(now)
    return Tick()
  }
}
// ---- after
import Bytewax

final class Ticks: DynamicSource {
  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Tick {
    let now = Date()
    print(now)
    return Tick()
  }
}
