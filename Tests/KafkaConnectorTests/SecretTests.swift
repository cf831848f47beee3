import CRdKafka
import Testing

@testable import KafkaConnector

/// No setting that can hold a secret is ever told.
@Suite("Kafka: secrets") struct SecretTests {
  /// The names of all settings of this librdkafka.
  private static var names: [String] {
    guard let configuration = rd_kafka_conf_new() else { return [] }
    defer { rd_kafka_conf_destroy(configuration) }
    var count = 0
    guard let texts = rd_kafka_conf_dump(configuration, &count) else { return [] }
    defer { rd_kafka_conf_dump_free(texts, count) }
    return stride(from: 0, to: count, by: 2).compactMap { texts[$0].map { String(cString: $0) } }
  }

  /// Those that are not in that list, because they are empty unless set, or of other versions, or of other clients.
  private static let others = [
    "sasl.password", "ssl.key.password", "ssl.key.pem", "ssl.certificate.pem", "ssl.ca.pem", "ssl.keystore.password", "sasl.oauthbearer.config",
    "sasl.oauthbearer.client.secret", "sasl.oauthbearer.extensions", "sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.assertion.private.key.pem",
    "sasl.oauthbearer.assertion.private.key.passphrase", "sasl.oauthbearer.assertion.claim.sub", "basic.auth.user.info", "bearer.auth.token", "sasl.jaas.config",
  ]

  private static let secret = "hunter2-Geheimnis"

  private func error(_ settings: [String: String]) -> String {
    do { _ = try KafkaClient(RD_KAFKA_PRODUCER, ClientSettings([("bootstrap.servers", "127.0.0.1:1")]).adding(settings)) } catch { return "\(error)" }
    return ""
  }

  @Test func everySettingThatCanHoldASecretIsKeptSecret() {
    let secrets = Set(Self.names + Self.others).filter(ClientSettings.isSecret)
    #expect(secrets.isSuperset(of: Self.others))
    for name in secrets {
      #expect(!error([name: Self.secret]).contains(Self.secret), "\(name)")
      // Beside others, of which one stops the client.
      for wrong in [["acks": "wrong"], ["sasl.mechanisms": "PLAIN", "security.protocol": "SASL_SSL", "ssl.ca.location": "/nowhere"], ["ssl.key.location": "/nowhere"]] {
        #expect(!error(wrong.merging([name: Self.secret]) { $1 }).contains(Self.secret), "\(name) beside \(wrong)")
      }
    }
  }

  @Test func librdkafkaKnowsNoSecretThatIsNotKnownHere() {
    // What it takes back out of a configuration it marks itself.
    for name in Self.names where ["password", "secret", "pem", "passphrase"].contains(where: { name.contains($0) }) { #expect(ClientSettings.isSecret(name)) }
  }

  @Test func partsOfAConfigurationInsideOfASettingAreKeptSecretToo() {
    let config = "principal=admin scope=\(Self.secret) nonsense"
    let told = error(["security.protocol": "SASL_PLAINTEXT", "sasl.mechanisms": "OAUTHBEARER", "enable.sasl.oauthbearer.unsecure.jwt": "true", "sasl.oauthbearer.config": config])
    #expect(!told.contains(Self.secret) && !told.contains("nonsense"), "\(told)")
  }

  @Test func aUserInAnAddressIsNotTold() {
    let settings = ClientSettings([("bootstrap.servers", "SASL_SSL://user:\(Self.secret)@broker:9092")])
    #expect(settings.brokers == "SASL_SSL://***@broker:9092")
    #expect(settings.hiding("at http://u:\(Self.secret)@h/x and https://h") == "at http://***@h/x and https://h")
  }

  @Test func whatIsNoSecretIsTold() {
    #expect(error(["compression.type": "wrong"]).contains("wrong"))
    #expect(ClientSettings([("sasl.username", "jo"), ("sasl.password", "x")]).hiding("user jo, \"x\" in text") == "user jo, *** in text")
  }

  @Test func theLongestSecretGoesFirst() {
    let settings = ClientSettings([("sasl.password", "abc"), ("ssl.key.password", "abcdef")])
    #expect(settings.hiding("abcdef abc") == "*** ***")
  }
}
