import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)  //~ rewritten
flow /* a */ . /* b */ map( // c  //~ rewritten
  lower  // d
)
flow.map(lower); flow.map(lower)  //~ rewritten
flow.output("out", StdOutput())  //~ rewritten
// ---- after
import Bytewax

let flow = Dataflow("flow")
let inp = op.input("inp", flow, numbers)
let lowerStream = op /* a */ . /* b */ map( // c
  "lower", inp, lower  // d
)
let lower2 = op.map("lower_2", lowerStream, lower); let lower3 = op.map("lower_3", lower2, lower)
op.output("out", lower3, StdOutSink())
