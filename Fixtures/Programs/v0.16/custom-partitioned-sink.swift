/// Files letters into drawers by name: 0.16 names an item's partition, later eras number it.
import Bytewax

struct Cabinet: PartitionedOutput {
  func listParts() -> Set<String> {
    Set(["n-z", "a-m"])
  }

  func assignPart(_ itemKey: String) -> String {
    itemKey < "n" ? "a-m" : "n-z"
  }

  func buildPart(forPart: String, resumeState: Int?) throws -> Drawer? {
    Drawer(name: forPart, letters: resumeState ?? 0)
  }
}

final class Drawer: StatefulSink {
  private let name: String
  private var letters: Int

  init(name: String, letters: Int) {
    self.name = name
    self.letters = letters
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

let flow = Dataflow()
flow.input("inp", TestingInput(letters))
flow.output("cabinet", Cabinet())
