import Avro
import TestSupport
import Testing

/// Data from anywhere: they are read or refused, and cost no more than they should.
@Suite struct HardeningTests {
  /// Any type at all, as `Codable` types see it.
  private struct Anything: Decodable {
    init(from decoder: any Decoder) throws {
      if let container = try? decoder.container(keyedBy: Key.self) {
        for key in container.allKeys.reversed() { _ = try container.decodeIfPresent(Anything.self, forKey: key) }
      } else if var container = try? decoder.unkeyedContainer() {
        while !container.isAtEnd { _ = try container.decode(Anything.self) }
      } else {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() { return }
        if (try? container.decode(Double.self)) != nil || (try? container.decode(Bool.self)) != nil { return }
        _ = try container.decode(String.self)
      }
    }

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
  }

  @Test("whatever happens to data, they are read or refused", arguments: JudgedCorpus.stored.alike)
  func damagedDataAreReadOrRefused(_ judged: JudgedCase) throws {
    let decoder = try AvroDecoder(writer: AvroSchema(judged.schema))
    var dice = SeededRandom(decoder.writer.fingerprint)
    let data = judged.data
    for length in 0..<min(data.count, 64) { read(Array(data.prefix(length)), decoder) }
    for _ in 0..<40 where !data.isEmpty {
      var damaged = data
      for _ in 0...Int.random(in: 0..<4, using: &dice) {
        damaged[Int.random(in: 0..<damaged.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
      }
      read(damaged, decoder)
    }
    for _ in 0..<20 {
      read((0..<Int.random(in: 0..<40, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }, decoder)
    }
  }

  private func read(_ bytes: [UInt8], _ decoder: AvroDecoder) {
    if let value = try? decoder.decode(bytes) {
      // What could be read can be written, unless it is a decimal of too many digits.
      do { _ = try AvroEncoder(decoder.writer).encode(value) } catch { #expect(error.detail.contains("decimal"), "\(error)") }
    }
    _ = try? decoder.decode(Anything.self, from: bytes)
  }

  @Test(
    "lengths that promise more than there is are refused at once",
    arguments: [
      (#""bytes""#, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]), (#""string""#, [1]), (#""string""#, [20, 65]),
      (#"{"type": "array", "items": "int"}"#, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 2]),
      (#"{"type": "array", "items": "int"}"#, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 2]),
      (#"{"type": "array", "items": "null"}"#, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0]),
      (#"{"type": "map", "values": "null"}"#, [0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0]),
      (#"{"type": "fixed", "name": "F", "size": 9000000000}"#, [1]),
      (#""long""#, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02]),
      (#""long""#, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]),
      (#""int""#, [0x80, 0x80, 0x80, 0x80, 0x10]),
      (#"["null", "int"]"#, [4]), (#"["null", "int"]"#, [1]), (#"{"type": "enum", "name": "E", "symbols": ["A"]}"#, [2]),
      (#""boolean""#, [2]),
      (#""string""#, [4, 0xC3, 0x28]), (#""int""#, [2, 2]),
    ] as [(String, [UInt8])])
  func lyingDataAreRefused(_ schema: String, _ bytes: [UInt8]) throws {
    let decoder = try AvroDecoder(writer: AvroSchema(schema))
    #expect(throws: AvroError.self) { try decoder.decode(bytes) }
    #expect(throws: AvroError.self) { try decoder.decode(Anything.self, from: bytes) }
  }

  @Test func nestingBeyondTheLimitIsRefused() throws {
    let schema = try AvroSchema(
      #"{"type": "record", "name": "Node", "fields": [{"name": "next", "type": ["null", "Node"]}]}"#)
    let decoder = try AvroDecoder(writer: schema)
    let deep = [UInt8](repeating: 2, count: 1_000_000)
    #expect { try decoder.decode(deep) } throws: { ($0 as? AvroError)?.code == .overLimit }
    #expect { try decoder.decode(Anything.self, from: deep) } throws: { ($0 as? AvroError)?.code == .overLimit }
    let shallow = [UInt8](repeating: 2, count: 100) + [0]
    #expect(throws: Never.self) { try decoder.decode(shallow) }
    #expect(throws: Never.self) { try decoder.decode(Anything.self, from: shallow) }
    #expect(throws: AvroError.self) { try AvroDecoder(writer: schema, limits: AvroLimits(depth: 50)).decode(shallow) }
  }

  @Test func itemsThatTakeNoBytesAreCountedOverTheWholeValue() throws {
    let schema = try AvroSchema(#"{"type": "array", "items": {"type": "array", "items": "null"}}"#)
    let decoder = try AvroDecoder(writer: schema, limits: AvroLimits(emptyItems: 100))
    let sixty: [UInt8] = [120, 0]
    #expect(try decoder.decode([2] + sixty + [0])[0]?.array?.count == 60)
    #expect { try decoder.decode([4] + sixty + sixty + [0]) } throws: { ($0 as? AvroError)?.code == .overLimit }
  }

  @Test func anErrorSaysWhereInTheDataItIs() throws {
    let schema = try AvroSchema(
      #"{"type": "record", "name": "R", "fields": [{"name": "a", "type": "int"}, {"name": "b", "type": {"type": "array", "items": "string"}}]}"#
    )
    let decoder = try AvroDecoder(writer: schema)
    #expect { try decoder.decode([2, 4, 2, 65, 20, 66]) } throws: {
      "\($0)"
        == "avro data end in the middle of a value in field 'b[1]' at byte 5: 10 more bytes were expected, there are 1; check that they were written with this schema"
    }
  }
}
