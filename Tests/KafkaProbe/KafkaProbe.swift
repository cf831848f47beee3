import Bytewax019
import BytewaxKafka019

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

// A flow from topic to topic in a process of its own, for tests that kill it:
//
//     KafkaProbe BROKER INPUT OUTPUT STORE WORKERS TRANSACTIONAL_ID|-
//
// counts each key's messages and writes "VALUE COUNT" under the key.

let arguments = CommandLine.arguments
let (broker, input, output, store) = (arguments[1], arguments[2], arguments[3], arguments[4])
let workers = Int(arguments[5]) ?? 1
let isTransactional = arguments[6] != "-"

let flow = Dataflow("probe")
// Soon back after an outage.
let patience = ["reconnect.backoff.max.ms": "200"]
let messages = op.input("inp", flow, KafkaSource(brokers: [broker], topics: [input], tail: false, addConfig: patience, batchSize: 20))
let keyed = op.map("key", messages) { message in
  (String(decoding: message.key ?? [], as: UTF8.self), String(decoding: message.value ?? [], as: UTF8.self))
}
let counted = op.statefulMap("count", keyed) { (count: Int?, value: String) in
  // Slow enough to be killed in the middle.
  usleep(200)
  return ((count ?? 0) + 1, "\(value) \((count ?? 0) + 1)")
}
let written = op.map("write", counted) { key, text in KafkaSinkMessage(key: key, value: text) }
op.output(
  "out", written,
  KafkaSink(
    brokers: [broker], topic: output,
    addConfig: isTransactional ? patience.merging(["transactional.id": arguments[6]]) { $1 } : patience))

do {
  try clusterMain(
    flow, [], 0, epochInterval: .milliseconds(20), recoveryConfig: RecoveryConfig(store), workerCountPerProc: workers)
} catch {
  print("\(error)")
  exit(1)
}
