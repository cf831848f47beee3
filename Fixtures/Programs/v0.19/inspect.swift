/// Looks at items on their way without changing them.
import Bytewax

func announce(_ word: String) {
  print("saw \(word)")
}

let flow = Dataflow("inspect")
let inpStream = op.input("inp", flow, TestingSource(["oak", "elm", "ash"]))
let announceStream = op.inspect("announce", inpStream) { _, item in announce(item) }
let mapStream = op.map("map", announceStream) { (word: String) in word.count }
let inspectStream = op.inspect("inspect", mapStream) { (_: String, length: Int) in print("length \(length)") }
op.output("out", inspectStream, StdOutSink())
