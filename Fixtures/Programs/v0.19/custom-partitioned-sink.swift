/// Files letters into drawers by name: 0.16 names an item's partition, later eras number it.
import Bytewax

struct Cabinet: FixedPartitionedSink {
  func listParts() -> [String] {
    Set(["n-z", "a-m"]).sorted()
  }

  func partFn(_ itemKey: String) -> Int {
    let name = assignPart(itemKey)
    guard let index = listParts().sorted().firstIndex(of: name) else {
      preconditionFailure("assignPart gave '\(name)', which listParts does not name")
    }
    return index
  }

  func assignPart(_ itemKey: String) -> String {
    itemKey < "n" ? "a-m" : "n-z"
  }

  func buildPart(stepID: String, forPart: String, resumeState: Int?) throws -> Drawer {
    Drawer(name: forPart, letters: resumeState ?? 0)
  }
}

final class Drawer: StatefulSinkPartition {
  private let name: String
  private var letters: Int

  init(name: String, letters: Int) {
    self.name = name
    self.letters = letters
  }

  func writeBatch(_ values: [String]) throws {
    for value in values { try write(value) }
  }

  func write(_ value: String) throws {
    letters += 1
    print("\(name) \(letters): \(value)")
  }

  func snapshot() -> Int {
    letters
  }
}

let letters = [
  ("olga", "about the weather"), ("anna", "a bill"), ("zeno", "a paradox"), ("bert", "an invitation"),
  ("olga", "about the weather again"),
]

let flow = Dataflow("custom_partitioned_sink")
let inp = op.input("inp", flow, TestingSource(letters))
op.output("cabinet", inp, Cabinet())
