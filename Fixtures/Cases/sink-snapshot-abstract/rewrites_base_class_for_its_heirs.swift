import Bytewax

protocol Writing: StatefulSink {}
class Lines: Writing {  //~ rewritten
  func writeBatch(_ values: [String]) {}
}
final class LoudLines: Lines {
  override func writeBatch(_ values: [String]) {}
}
// ---- after
import Bytewax

protocol Writing: StatefulSinkPartition {}
class Lines: Writing {
  func writeBatch(_ values: [String]) {}

  func snapshot() -> Never? { nil }
}
final class LoudLines: Lines {
  override func writeBatch(_ values: [String]) {}
}
