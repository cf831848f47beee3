/// Looks at items on their way without changing them.
import Bytewax

func announce(_ word: String) {
  print("saw \(word)")
}

let flow = Dataflow("inspect")
let inp = op.input("inp", flow, TestingSource(["oak", "elm", "ash"]))
let announceStream = op.inspect("announce", inp) { _, item in announce(item) }
let mapWord = op.map("map_word", announceStream) { (word: String) in word.count }
let inspectLength = op.inspect("inspect_length", mapWord) { (_: String, length: Int) in print("length \(length)") }
op.output("out", inspectLength, StdOutSink())
