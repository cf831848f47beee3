/// Numbers lines in a sink of one's own that writes wherever an item happens to be.
import Bytewax

struct NumberedLines: DynamicSink {
  func build(workerIndex: Int, workerCount: Int) throws -> LineWriter {
    LineWriter()
  }
}

final class LineWriter: StatelessSinkPartition {
  private var count = 0

  func writeBatch(_ items: [String]) throws {
    for item in items { try write(item) }
  }

  func write(_ item: String) throws {
    count += 1
    print("\(count). \(item)")
  }

  func close() throws {
    print("\(count) lines")
  }
}

let flow = Dataflow("custom_dynamic_sink")
let inp = op.input("inp", flow, TestingSource(["bread", "milk", "eggs"]))
op.output("lines", inp, NumberedLines())
