/// Says every step as a method of the stream before it.
import Bytewax

let flow = Dataflow("stream_methods")
op.input("inp", flow, TestingSource(["apple", "fig", "avocado", "date"]))
  .filter("is_long") { $0.count > 3 }
  .keyOn("initial") { String($0.prefix(1)) }
  .mapValue("length") { $0.count }
  .output("out", StdOutSink())
