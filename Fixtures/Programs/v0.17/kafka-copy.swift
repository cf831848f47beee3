import Bytewax
import BytewaxKafka

let broker = ProcessInfo.processInfo.environment["KAFKA_BROKER"] ?? "localhost:9092"

let flow = Dataflow()
flow.input("inp", KafkaInput(brokers: [broker], topics: ["input_topic"], tail: false))
flow.output(
  "out",
  KafkaOutput(
    brokers: [broker],
    topic: "output_topic"
  )
)
