import Bytewax

final class Lines: StatefulSink {
  func write(_ value: String) throws { try file.append(value) }  //~ rewritten
}
// ---- after
import Bytewax

final class Lines: StatefulSink {
  func writeBatch(_ values: [String]) throws {
    for value in values { try write(value) }
  }

  func write(_ value: String) throws { try file.append(value) }
}
