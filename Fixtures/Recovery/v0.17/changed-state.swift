/// The same steps as files.swift, but the state of "count" has become a list: a store of the other cannot be read by this one.
import Bytewax

struct PowerFailure: Error {}

func tokenize(_ line: String) throws -> [(String, Int)] {
  let words = line.lowercased().split { !$0.isLetter }.map(String.init)
  if let last = ProcessInfo.processInfo.environment["CRASH_AT"], words.contains(last) { throw PowerFailure() }
  return words.map { ($0, 1) }
}

func add(_ ones: [Int], _ one: Int) -> ([Int]?, Int) {
  (ones + [one], ones.count + 1)
}

let flow = Dataflow()
flow.input("lines", FileInput("Fixtures/Data/raven.txt", batchSize: 3))
flow.flatMap(tokenize)
flow.statefulMap("count", builder: { [] }, add)
flow.map { (word: String, count: Int) in (word, "\(word) \(count)") }
flow.output("counts", DirOutput("out", fileCount: 3))
