import BytewaxKafka018
import ServersForTests
import Testing

/// What only 0.18's registries do.
@Suite("Kafka: registries of 0.18") struct RegistryTests {
  private let schema = #"{"type": "record", "name": "t.Reading", "fields": [{"name": "sensor", "type": "string"}]}"#

  @Test func confluentsRegistersUnderTheRecordsName() throws {
    let registry = try TestRegistry()
    let client = SchemaRegistryClient(["url": registry.url])
    let id = try client.registerSchema("sensor-value", schema)
    for serializer in [
      ConfluentSchemaRegistry(client).serializer(SchemaRef("sensor-value")),
      ConfluentSchemaRegistry(client).serializer(SchemaRef("sensor-value", version: 1)),
      ConfluentSchemaRegistry(client).serializer(id),
    ] {
      #expect(serializer.mistake == nil)
      #expect(try serializer.ser(["sensor": "a"]) == [0, 0, 0, 0, UInt8(id), 2, 97])
    }
    #expect(try client.getSubjects() == ["sensor-value", "t.Reading"])
    #expect(try ConfluentSchemaRegistry(client).deserializer().de([0, 0, 0, 0, UInt8(id), 2, 97])["sensor"] == "a")
  }

  @Test func redpandasWritesAndReadsPlainAvro() throws {
    let registry = try TestRegistry()
    _ = try SchemaRegistryClient(["url": registry.url]).registerSchema("sensor-value", schema)
    let redpanda = RedpandaSchemaRegistry(baseURL: registry.url)
    #expect(try redpanda.serializer(SchemaRef("sensor-value")).ser(["sensor": "a"]) == [2, 97])
    #expect(try redpanda.deserializer(SchemaRef("sensor-value")).de([2, 97])["sensor"] == "a")
    struct Reading: Codable, Equatable { var sensor: String }
    #expect(try redpanda.deserializer(1, of: Reading.self).de([2, 97]) == Reading(sensor: "a"))
  }

  @Test func aMessageWithoutBytesIsAnError() throws {
    let registry = try TestRegistry()
    let client = SchemaRegistryClient(["url": registry.url])
    _ = try client.registerSchema("s", schema)
    #expect(throws: (any Error).self) { try ConfluentSchemaRegistry(client).deserializer().de(nil) }
    #expect(throws: (any Error).self) { try RedpandaSchemaRegistry(registry.url).deserializer(SchemaRef("s")).de(nil) }
  }

  @Test func aSchemaThatIsNotThereIsKnownAtOnce() throws {
    let registry = try TestRegistry()
    let client = SchemaRegistryClient(["url": registry.url])
    #expect(ConfluentSchemaRegistry(client).serializer(SchemaRef("nowhere")).mistake is SchemaRegistryError)
    #expect(RedpandaSchemaRegistry(registry.url).deserializer(SchemaRef("nowhere")).mistake is SchemaRegistryError)
  }
}
