import Bytewax

func begin(_ flow: Dataflow) {
  flow.input("inp", FileInput("a.txt"))  //~ rewritten
}

func end(of flow: Dataflow, in folder: String) {
  flow.map { (line: String) in (line, 1) }  //~ rewritten
  flow.output("out", DirOutput(folder, fileCount: 2))  //~ rewritten
}

func makeFlow() -> Dataflow {
  let flow = Dataflow()
  begin(flow)  //~ rewritten
  end(of: flow, in: "out")  //~ rewritten
  return flow
}
// ---- after
import Bytewax

func begin(_ flow: Dataflow) -> Stream<String> {
  return op.input("inp", flow, FileSource("a.txt"))
}

func end(of up: Stream<String>, in folder: String) {
  let mapLine = op.map("map_line", up) { (line: String) in (line, 1) }
  op.output("out", mapLine, DirSink(folder, fileCount: 2))
}

func makeFlow() -> Dataflow {
  let flow = Dataflow("flow")
  let beginStream = begin(flow)
  end(of: beginStream, in: "out")
  return flow
}
