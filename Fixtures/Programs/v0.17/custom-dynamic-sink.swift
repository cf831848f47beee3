/// Numbers lines in a sink of one's own that writes wherever an item happens to be.
import Bytewax

struct NumberedLines: DynamicOutput {
  func build(workerIndex: Int, workerCount: Int) throws -> LineWriter {
    LineWriter()
  }
}

final class LineWriter: StatelessSink {
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

let flow = Dataflow()
flow.input("inp", TestingInput(["bread", "milk", "eggs"]))
flow.output("lines", NumberedLines())
