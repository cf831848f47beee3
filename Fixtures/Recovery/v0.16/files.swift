/// Numbers every word of a text by how often it has come; fails at the word that CRASH_AT names, like a machine that loses its power.
import Bytewax

struct PowerFailure: Error {}

func tokenize(_ line: String) throws -> [(String, Int)] {
  let words = line.lowercased().split { !$0.isLetter }.map(String.init)
  if let last = ProcessInfo.processInfo.environment["CRASH_AT"], words.contains(last) { throw PowerFailure() }
  return words.map { ($0, 1) }
}

func add(_ count: Int, _ one: Int) -> (Int?, Int) {
  (count + one, count + one)
}

let flow = Dataflow()
flow.input("lines", FileInput("Fixtures/Data/raven.txt"))
flow.flatMap(tokenize)
flow.statefulMap("count", builder: { 0 }, add)
flow.map { (word: String, count: Int) in (word, "\(word) \(count)") }
flow.output("counts", DirOutput("out", fileCount: 3))
