import Bytewax

final class Tick: StatelessSourcePartition {
  private var due: Date?
  func nextBatch() -> [Int] { [1] }
  func nextAwake() -> Date? { due }
}
