/// Works on the values of keyed items, whose keys stay as they are.
import Bytewax

let flow = Dataflow("value_operators")
let inpStream = op.input("inp", flow, TestingSource(["apple pie", "fig", "plum jam"]))
let initialStream = op.keyOn("initial", inpStream) { String($0.prefix(1)) }
let wordsStream = op.flatMapValue("words", initialStream) { $0.split(separator: " ").map(String.init) }
let longStream = op.filterValue("long", wordsStream) { $0.count > 3 }
let lengthStream = op.mapValue("length", longStream) { $0.count }
let repeatedStream = op.map("repeated", lengthStream) { Array(repeating: $0.0, count: $0.1) }
let flatStream = op.flatten("flat", repeatedStream)
op.output("lengths", lengthStream, StdOutSink())
op.output("letters", flatStream, StdOutSink())
