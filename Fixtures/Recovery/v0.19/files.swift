/// Numbers every word of a text by how often it has come; fails at the word that CRASH_AT names, like a machine that loses its power.
import Bytewax

struct PowerFailure: Error {}

func tokenize(_ line: String) throws -> [(String, Int)] {
  let words = line.lowercased().split { !$0.isLetter }.map(String.init)
  if let last = ProcessInfo.processInfo.environment["CRASH_AT"], words.contains(last) { throw PowerFailure() }
  return words.map { ($0, 1) }
}

func add(_ count: Int?, _ one: Int) -> (Int?, Int) {
  let count = count ?? 0
  return (count + one, count + one)
}

let flow = Dataflow("files")
let lines = op.input("lines", flow, FileSource("Fixtures/Data/raven.txt", batchSize: 3))
let tokenizeStream = op.flatMap("tokenize", lines, tokenize)
let countStream = op.statefulMap("count", tokenizeStream, add)
let mapWord = op.map("map_word", countStream) { (word: String, count: Int) in (word, "\(word) \(count)") }
op.output("counts", mapWord, DirSink("out", fileCount: 3))
