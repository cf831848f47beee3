/// Merges the streams of two flows.
import Bytewax

let morning = Dataflow("morning")
let eggsStream = op.input("eggs", morning, TestingSource(1...3))
let flow = Dataflow("evening")
let soupStream = op.input("soup", flow, TestingSource(4...6))
let mealsStream = op.merge("meals", soupStream, eggsStream)
op.output("out", mealsStream, StdOutSink())
