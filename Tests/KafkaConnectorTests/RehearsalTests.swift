import FlowProof
import Foundation
import ServersForTests
import TestSupport
import Testing

/// `waxwing verify` on flows that read and write Kafka: both sides read a real broker, and nothing is written to it.
@Suite("Kafka: verify", .serialized, .enabled(if: Broker.isInstalled, Broker.advice)) struct RehearsalTests {
  private let broker: Broker
  private let peer: Peer
  private let scratch: Scratch

  init() throws {
    broker = try Broker()
    peer = try Peer(at: broker.address)
    scratch = try Scratch()
    for topic in ["input_topic", "output_topic"] { try peer.create(topic, partitions: 2) }
  }

  /// The verdict on a program of Fixtures/Programs after some changes to its text.
  private func verdict(
    _ name: String, era: String, messages: Int = 1000, workers: [Int] = [1], crash: Bool = false, isRehearsed: Bool = true,
    _ change: (String) -> String = { $0 }
  ) throws -> FlowVerdict {
    let text = try String(
      contentsOf: packageFolder.appending(path: "Fixtures/Programs/v\(era)/\(name).swift"), encoding: .utf8)
    let flow = "\(scratch.path)/Flow.swift"
    try change(text).write(toFile: flow, atomically: true, encoding: .utf8)
    var settings = ProofSettings()
    settings.workers = workers
    settings.folder = scratch.path
    settings.limits = RunLimits(time: .seconds(120))
    if isRehearsed { settings.kafka = KafkaRehearsal(broker: broker.address, messages: messages) }
    if crash { settings.crash = CrashSettings() }
    return try FlowProof(compiler: compiler(cache: "\(scratch.path)/.cache"), book: packageRules, settings: settings)
      .verdict(on: flow, from: nil, to: .newest)
  }

  @Test func aFlowThatWouldWaitForMoreAndItsRewriteWriteTheSame() throws {
    try peer.write(
      (0..<40).map { .init(partition: Int32($0 % 2), key: .text("c\($0 % 2)"), value: .text("\($0)")) }, to: "input_topic")
    // As people have it in production: it waits for more, and its broker is another one.
    let verdict = try verdict("kafka-totals", era: "0.17", workers: [1, 2]) {
      $0.replacing(", tail: false", with: "").replacing("[broker]", with: #"["kafka.example:9092"]"#)
    }
    #expect(verdict.kind == .same, "\(verdict.text)")
    #expect(verdict.runs.map(\.lines) == [40, 40], "\(verdict.text)")
    #expect(try peer.readAll("output_topic", partitions: 2).isEmpty)
  }

  @Test func onlyTheLastMessagesOfEachPartitionAreRead() throws {
    for partition in 0..<2 as Range<Int32> { try peer.write((0..<50).map { "\($0)" }, to: "input_topic", partition: partition) }
    let verdict = try verdict("kafka-copy", era: "0.17", messages: 7)
    #expect(verdict.kind == .same && verdict.runs.map(\.lines) == [14], "\(verdict.text)")
  }

  @Test func aFlowIsReadFromWhereItWouldBegin() throws {
    try peer.write((0..<10).map { "\($0)" }, to: "input_topic", partition: 0)
    for (offset, lines) in [(".end", 5), ("7", 3), (".beginning", 10)] {
      let verdict = try verdict("kafka-copy", era: "0.17") { $0.replacing("tail: false", with: "tail: false, startingOffset: \(offset)") }
      #expect(verdict.kind == .same && verdict.runs.map(\.lines) == [lines], "\(offset): \(verdict.text)")
    }
  }

  @Test func aSilentChangeIsFound() throws {
    let (registry, _) = try ProgramTests.registry()
    // A key without a value: an error in 0.18, a value in 0.19 (kafka-null-payload).
    try peer.write([.init(key: [0, 0, 0, 0, 1, 2, 97], value: nil)], to: "input_topic")
    let verdict = try verdict("kafka-confluent", era: "0.18") { $0.replacing("http://localhost:8081", with: registry.url) }
    #expect(verdict.kind == .differs, "\(verdict.text)")
    #expect(verdict.runs.first?.difference?.before == "_VALUE_DESERIALIZATION at 0", "\(verdict.text)")
  }

  @Test func whatCannotBeRehearsedIsSaid() throws {
    let alone = try verdict("kafka-copy", era: "0.17", isRehearsed: false)
    #expect(alone.kind == .notComparable && alone.reason?.contains("name a broker to read from with --broker") == true, "\(alone.text)")
    let killed = try verdict("kafka-copy", era: "0.17", crash: true)
    #expect(killed.kind == .notComparable && killed.reason?.contains("leave --crash out") == true, "\(killed.text)")
  }
}
