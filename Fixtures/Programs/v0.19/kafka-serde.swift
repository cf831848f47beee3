import Bytewax
import BytewaxKafka

let broker = ProcessInfo.processInfo.environment["KAFKA_BROKER"] ?? "localhost:9092"

struct NotANumber: Error {
  let text: String
}

struct NumberDeserializer: Deserializer {
  func callAsFunction(_ data: [UInt8]?, _ ctx: SerializationContext) throws -> Int {
    try de(data)
  }

  func de(_ data: [UInt8]?) throws -> Int {
    let text = String(decoding: data ?? [], as: UTF8.self)
    guard let number = Int(text) else { throw NotANumber(text: text) }
    return number
  }
}

struct NumberSerializer: Serializer {
  func callAsFunction(_ obj: Int, _ ctx: SerializationContext) throws -> [UInt8]? {
    try ser(obj)
  }

  func ser(_ obj: Int) throws -> [UInt8]? {
    Array("\(obj)".utf8)
  }
}

func complain(_ stream: KafkaOpOut<KafkaSourceMessage<[UInt8]?, Int>, KafkaError<[UInt8]?, [UInt8]?>>) {
  let complaints = op.map("complaint", stream.errs) { "\($0.err.name) at \($0.msg.offset ?? -1): \($0.err.reason)" }
  op.output("complaints", complaints, StdOutSink())
}

let flow = Dataflow("kafka_serde")
let input = kop.input("inp", flow, brokers: [broker], topics: ["input_topic"], tail: false)
op.raises("stop_at_errors", input.errs)
let numbers = kop.deserializeValue("number", input.oks, NumberDeserializer())
complain(numbers)
let doubled = op.map("double", numbers.oks) { KafkaSinkMessage(key: $0.key, value: $0.value * 2) }
let messages = kop.serializeValue("text", doubled, NumberSerializer())
kop.output("out", messages, brokers: [broker], topic: "output_topic")
