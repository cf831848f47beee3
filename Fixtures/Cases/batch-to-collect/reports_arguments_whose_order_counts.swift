import Bytewax

func size() -> Int { print("size"); return 2 }
func wait() -> Duration { print("wait"); return .seconds(5) }

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
flow.batch("b", maxSize: size(), timeout: wait())  //~ left
flow.output("out", StdOutput())
// ---- after
import Bytewax

func size() -> Int { print("size"); return 2 }
func wait() -> Duration { print("wait"); return .seconds(5) }

let flow = Dataflow()
flow.input("inp", TestingInput([("k", 1), ("k", 2), ("k", 3)]))
// TODO(waxwing: batch-to-collect): 'timeout:' and 'maxSize:' would be evaluated in another order; put them into constants before the step
flow.batch("b", maxSize: size(), timeout: wait())
flow.output("out", StdOutput())
