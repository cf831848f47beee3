import Bytewax

func total(_ flow: Dataflow, _ id: String) {
  flow.statefulMap(id, builder: { 0 }) { (n: Int, v: Int) in (n + v, n + v) }
}

let flow = Dataflow()
flow.input("inp", TestingInput([("a", 1), ("a", 2)]))
total(flow, "sum")
total(flow, "again")
for id in ["third", "fourth"] { total(flow, id) }
flow.output("out", StdOutput())
