/// Pairs up socks: nothing comes out until a pair is complete, then both do.
import Bytewax

let socks = [("red", "left"), ("blue", "left"), ("red", "right"), ("blue", "left"), ("red", "left")]

let flow = Dataflow("stateful_flat_map")
let inpStream = op.input("inp", flow, TestingSource(socks))
let pairsStream = op.statefulFlatMap("pairs", inpStream) { (waiting: String?, sock: String) -> (String?, [String]) in
  guard let waiting else { return (sock, []) }
  return (nil, [waiting, sock])
}
op.output("out", pairsStream, StdOutSink())
