import Testing

@testable import KafkaConnector

@Suite("Kafka: where a rehearsed source begins") struct RehearsedOffsetTests {
  @Test(arguments: [
    (KafkaOffset.beginning, 20..<30), (.end, 25..<30), (.stored, 22..<30), (27, 27..<30), (3, 20..<30), (99, 30..<30),
    (KafkaOffset(-2004), 26..<30), (KafkaOffset(-2500), 20..<30),
  ])
  func eachKindOfOffsetHasAPlaceAmongTheMessages(_ start: KafkaOffset, _ part: Range<Int>) {
    #expect(start.part(of: 20..<30) == part)
  }

  @Test func ofNothingNothingIsRead() {
    for start in [KafkaOffset.beginning, .end, .stored, 5] { #expect(start.part(of: 0..<0).isEmpty) }
  }
}
