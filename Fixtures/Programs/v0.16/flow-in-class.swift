/// Holds its flow in a class that builds it.
import Bytewax

func fahrenheit(_ celsius: Double) -> Double {
  celsius * 9 / 5 + 32
}

final class Weather {
  let flow = Dataflow()

  init(readings: [Double]) {
    flow.input("inp", TestingInput(readings))
    flow.map(fahrenheit)
    flow.output("out", StdOutput())
  }
}

let flow = Weather(readings: [-40, 0, 37]).flow
