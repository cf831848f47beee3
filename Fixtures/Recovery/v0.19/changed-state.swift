/// The same steps as files.swift, but the state of "count" has become a list: a store of the other cannot be read by this one.
import Bytewax

struct PowerFailure: Error {}

func tokenize(_ line: String) throws -> [(String, Int)] {
  let words = line.lowercased().split { !$0.isLetter }.map(String.init)
  if let last = ProcessInfo.processInfo.environment["CRASH_AT"], words.contains(last) { throw PowerFailure() }
  return words.map { ($0, 1) }
}

func add(_ ones: [Int]?, _ one: Int) -> ([Int]?, Int) {
  let ones = ones ?? []
  return (ones + [one], ones.count + 1)
}

let flow = Dataflow("files")
let lines = op.input("lines", flow, FileSource("Fixtures/Data/raven.txt", batchSize: 3))
let tokenizeStream = op.flatMap("tokenize", lines, tokenize)
let countStream = op.statefulMap("count", tokenizeStream, add)
let mapWord = op.map("map_word", countStream) { (word: String, count: Int) in (word, "\(word) \(count)") }
op.output("counts", mapWord, DirSink("out", fileCount: 3))
