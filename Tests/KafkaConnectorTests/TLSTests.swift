import Bytewax019
import BytewaxKafka019
import ServersForTests
import Testing

@testable import KafkaConnector

/// A broker that is reached over TLS, with and without a password.
@Suite(
  "Kafka: TLS", .enabled(if: Broker.isInstalled, Broker.advice),
  .enabled(if: TestCertificates.canBeMade, "no openssl is installed; run .ci/install-broker")) struct TLSTests {
  private let certificates: TestCertificates
  private let proxy: TLSProxy
  private let topic: String

  init() throws {
    let broker = try Broker.running()
    certificates = try TestCertificates()
    proxy = try TLSProxy(to: broker.address, certificates)
    topic = try broker.topic("encrypted")
  }

  /// Writes two messages over TLS and reads them again.
  private func copy(_ settings: [String: String]) throws -> [String] {
    let writing = Dataflow("writing")
    let messages = op.input("inp", writing, TestingSource([KafkaSinkMessage(key: "k", value: "a"), KafkaSinkMessage(key: "k", value: "b")]))
    op.output("out", messages, KafkaSink(brokers: [proxy.address], topic: topic, addConfig: settings))
    try runMain(writing)
    let seen = TestingList<String>()
    let reading = Dataflow("reading")
    let source = KafkaSource(brokers: [proxy.address], topics: [topic], tail: false, addConfig: settings)
    op.output("out", op.map("text", op.input("inp", reading, source)) { text($0.value) ?? "nil" }, TestingSink(into: seen))
    try runMain(reading)
    return seen.items
  }

  @Test func aCertificateOfAnAuthorityThatIsTrustedIsAccepted() throws {
    #expect(try copy(["security.protocol": "ssl", "ssl.ca.location": certificates.authority]) == ["a", "b"])
  }

  @Test func aPasswordIsToldOverTLS() throws {
    let settings = [
      "security.protocol": "SASL_SSL", "ssl.ca.location": certificates.authority, "sasl.mechanism": "PLAIN", "sasl.username": "u",
      "sasl.password": "p",
    ]
    #expect(try copy(settings) == ["a", "b"])
  }

  @Test func aCertificateOfAnotherAuthorityStopsTheFlowAtOnce() throws {
    let other = try TestCertificates()
    do {
      _ = try copy(["security.protocol": "ssl", "ssl.ca.location": other.authority])
      Issue.record("the certificate was accepted")
    } catch {
      let cause = (error as? StepError)?.cause as? KafkaConnectorError
      #expect(cause?.code == .encryptionFailed)
      #expect("\(error)".contains("certificate verify failed"), "\(error)")
      #expect("\(error)".hasSuffix("correct ssl.ca.location and the other ssl settings in addConfig"), "\(error)")
    }
  }

  @Test func aFileThatIsNotThereIsNamed() throws {
    #expect { _ = try copy(["security.protocol": "ssl", "ssl.ca.location": "/nowhere/ca.pem"]) } throws: { error in
      let cause = (error as? StepError)?.cause as? KafkaConnectorError
      return cause?.code == .badSetting && "\(error)".contains("ssl.ca.location")
    }
  }
}
