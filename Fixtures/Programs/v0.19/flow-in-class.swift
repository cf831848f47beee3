/// Holds its flow in a class that builds it.
import Bytewax

func fahrenheit(_ celsius: Double) -> Double {
  celsius * 9 / 5 + 32
}

final class Weather {
  let flow = Dataflow("flow_in_class")

  init(readings: [Double]) {
    let inp = op.input("inp", flow, TestingSource(readings))
    let fahrenheitStream = op.map("fahrenheit", inp, fahrenheit)
    op.output("out", fahrenheitStream, StdOutSink())
  }
}

let flow = Weather(readings: [-40, 0, 37]).flow
