/// Opens two inputs one after the other: the second takes the place of the first, whose items go nowhere.
import Bytewax

let flow = Dataflow("second_input_replaces")
let old = op.input("old", flow, TestingSource(["lost", "forgotten"]))
_ = op.map("map_word", old) { (word: String) in word.uppercased() }
let new = op.input("new", flow, TestingSource(1...3))
let mapNumber = op.map("map_number", new) { (number: Int) in number * 10 }
op.output("out", mapNumber, StdOutSink())
