import Bytewax

final class Screens: DynamicSink {
  func build(workerIndex: Int, workerCount: Int) -> Screen { Screen() }  //~ rewritten
}
// ---- after
import Bytewax

final class Screens: DynamicSink {
  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Screen { Screen() }
}
