import Bytewax016
import BytewaxRunner
import Testing

@Suite struct RecoveryConfigTests {
  func flow() -> Dataflow {
    let flow = Dataflow()
    flow.input("inp", TestingInput([1]))
    flow.output("out", TestingOutput(into: TestingList<Int>()))
    return flow
  }

  @Test func stateInKafkaIsRefusedWithWhatToUse() throws {
    let config = KafkaRecoveryConfig(brokers: ["localhost:9092"], topicPrefix: "orders")
    let error = try #require(throws: SettingsError.self) { try runMain(flow(), recoveryConfig: config) }
    #expect(error.description.hasSuffix("use SqliteRecoveryConfig with a directory"))
  }

  @Test func aDirectoryIsKeptWithoutBackups() {
    let settings = SqliteRecoveryConfig("state").recoverySettings
    #expect(settings.directory == "state")
    #expect(settings.backupInterval == .zero)
  }
}
