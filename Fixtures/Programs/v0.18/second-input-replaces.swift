/// Opens two inputs one after the other: the second takes the place of the first, whose items go nowhere.
import Bytewax

let flow = Dataflow("second_input_replaces")
let oldStream = op.input("old", flow, TestingSource(["lost", "forgotten"]))
let mapStream = op.map("map", oldStream) { (word: String) in word.uppercased() }
let newStream = op.input("new", flow, TestingSource(1...3))
let map2Stream = op.map("map_2", newStream) { (number: Int) in number * 10 }
op.output("out", map2Stream, StdOutSink())
