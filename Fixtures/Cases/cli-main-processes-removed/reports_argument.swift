import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.output("out", StdOutput())
try cliMain(flow, processes: 2)  //~ left
// ---- after
import Bytewax

let flow = Dataflow()
flow.input("inp", numbers)
flow.output("out", StdOutput())
// TODO(waxwing: cli-main-processes-removed): cliMain no longer starts processes; use testCluster in tests, or start each process with -i and -a
try cliMain(flow, processes: 2)
