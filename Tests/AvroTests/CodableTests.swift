import Avro
import Foundation
import Testing

/// A record with a field of every kind that a property may be.
private struct Sensor: Codable, Equatable {
  enum Kind: String, Codable { case indoor = "INDOOR", outdoor = "OUTDOOR" }
  struct Place: Codable, Equatable { var room: String; var floor: Int? }

  var name: String
  var kind: Kind
  var count: Int
  var small: Int16
  var ratio: Float
  var celsius: Double?
  var isOn: Bool
  var raw: [UInt8]
  var tags: [String]
  var places: [Place]
  var byRoom: [String: Double]
  var next: [Place?]
  var at: Date
  var day: Date
  var id: UUID
  var price: Decimal
  var noon: Duration
  var extra: AvroValue

  static let example = Sensor(
    name: "attic", kind: .outdoor, count: -7, small: 300, ratio: 1.5, celsius: nil, isOn: true, raw: [0, 255], tags: ["a", "b"],
    places: [Place(room: "hall", floor: 2), Place(room: "cellar", floor: nil)], byRoom: ["x": 2.5],
    next: [nil, Place(room: "z", floor: 0)],
    at: Date(timeIntervalSince1970: 1_700_000_000.25), day: Date(timeIntervalSince1970: 86400 * 3),
    id: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)), price: Decimal(string: "-12.50") ?? 0,
    noon: .seconds(43200),
    extra: .map(["k": .long(5)]))
}

@Suite struct CodableTests {
  private let schema: AvroSchema

  init() throws {
    schema = try AvroSchema(
      """
      {"type": "record", "name": "Sensor", "namespace": "t", "fields": [
        {"name": "name", "type": "string"}, {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["INDOOR", "OUTDOOR"]}},
        {"name": "count", "type": "long"}, {"name": "small", "type": "int"}, {"name": "ratio", "type": "float"},
        {"name": "celsius", "type": ["null", "double"], "default": null}, {"name": "isOn", "type": "boolean"}, {"name": "raw", "type": "bytes"},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
        {"name": "places", "type": {"type": "array", "items": {"type": "record", "name": "Place", "fields": [
          {"name": "room", "type": "string"}, {"name": "floor", "type": ["null", "int"]}]}}},
        {"name": "byRoom", "type": {"type": "map", "values": "double"}},
        {"name": "next", "type": {"type": "array", "items": ["null", "Place"]}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}, {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
        {"name": "noon", "type": {"type": "int", "logicalType": "time-millis"}},
        {"name": "extra", "type": {"type": "map", "values": "long"}}]}
      """)
  }

  @Test func aTypeComesBackAsItWas() throws {
    let bytes = try AvroEncoder(schema).encode(Sensor.example)
    #expect(try AvroDecoder(writer: schema).decode(Sensor.self, from: bytes) == .example)
  }

  @Test func aTypeIsWrittenLikeTheGenericValueOfTheSame() throws {
    let bytes = try AvroEncoder(schema).encode(Sensor.example)
    let value = try AvroDecoder(writer: schema).decode(bytes)
    #expect(
      value["name"] == "attic" && value["price"] == .decimal(AvroDecimal(-1250, scale: 2))
        && value["noon"] == .time(.seconds(43200)))
    #expect(try AvroEncoder(schema).encode(value) == bytes)
  }

  @Test func propertiesMayStandInAnyOrder() throws {
    struct Forward: Codable { var a: Int, b: String, c: [Int], d: String? }
    struct Backward: Codable, Equatable { var d: String?, c: [Int], b: String, a: Int }
    let schema = try AvroSchema(
      """
      {"type": "record", "name": "R", "fields": [{"name": "a", "type": "int"}, {"name": "b", "type": "string"},
        {"name": "c", "type": {"type": "array", "items": "long"}}, {"name": "d", "type": ["string", "null"], "default": "x"}]}
      """)
    let forward = try AvroEncoder(schema).encode(Forward(a: 1, b: "two", c: [3, 4], d: nil))
    let backward = try AvroEncoder(schema).encode(Backward(d: nil, c: [3, 4], b: "two", a: 1))
    #expect(forward == backward)
    #expect(forward == [2, 6, 116, 119, 111, 4, 6, 8, 0, 2])
    #expect(try AvroDecoder(writer: schema).decode(Backward.self, from: forward) == Backward(d: nil, c: [3, 4], b: "two", a: 1))
  }

  @Test func aTypeOfAReadersSchemaGetsDefaultsAndPromotions() throws {
    struct Old: Codable { var gone: [String], n: Int, name: String }
    struct New: Codable, Equatable { var added: [Int], title: String, n: Double, level: String }
    let writer = try AvroSchema(
      """
      {"type": "record", "name": "R", "fields": [{"name": "gone", "type": {"type": "array", "items": "string"}},
        {"name": "n", "type": "int"}, {"name": "name", "type": "string"}]}
      """)
    let reader = try AvroSchema(
      """
      {"type": "record", "name": "R", "fields": [{"name": "level", "type": {"type": "enum", "name": "L", "symbols": ["LOW"]}, "default": "LOW"},
        {"name": "title", "type": "string", "aliases": ["name"]}, {"name": "n", "type": "double"},
        {"name": "added", "type": {"type": "array", "items": "int"}, "default": [1, 2]}]}
      """)
    let bytes = try AvroEncoder(writer).encode(Old(gone: ["x", "y"], n: 7, name: "t"))
    let new = try AvroDecoder(writer: writer, reader: reader).decode(New.self, from: bytes)
    #expect(new == New(added: [1, 2], title: "t", n: 7, level: "LOW"))
  }

  @Test func aUnionsRecordIsFoundByTheTypesName() throws {
    struct Created: Codable, Equatable { var id: Int }
    struct Deleted: Codable, Equatable { var id: Int }
    let schema = try AvroSchema(
      """
      ["null", {"type": "record", "name": "x.Created", "fields": [{"name": "id", "type": "long"}]},
       {"type": "record", "name": "x.Deleted", "fields": [{"name": "id", "type": "long"}]}]
      """)
    #expect(try AvroEncoder(schema).encode(Deleted(id: 4)) == [4, 8])
    #expect(try AvroEncoder(schema).encode(Created(id: 4)) == [2, 8])
    #expect(try AvroDecoder(writer: schema).decode(Deleted?.self, from: [4, 8]) == Deleted(id: 4))
    #expect(try AvroDecoder(writer: schema).decode(Deleted?.self, from: [0]) == nil)
    #expect(try AvroEncoder(schema).encode(Deleted?.none) == [0])
  }

  @Test func containersMayBeFilledPieceByPiece() throws {
    struct ByHand: Codable, Equatable {
      var pairs: [[Int]]
      var inner: [String: Int]
      enum Key: CodingKey { case inner, pairs }

      init(pairs: [[Int]], inner: [String: Int]) { (self.pairs, self.inner) = (pairs, inner) }

      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        var list = container.nestedUnkeyedContainer(forKey: .pairs)
        for pair in pairs {
          var row = list.nestedUnkeyedContainer()
          for item in pair { try row.encode(item) }
        }
        try container.encode(inner, forKey: .inner)
      }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var list = try container.nestedUnkeyedContainer(forKey: .pairs)
        pairs = []
        while !list.isAtEnd {
          var row = try list.nestedUnkeyedContainer()
          var items: [Int] = []
          while !row.isAtEnd { items.append(try row.decode(Int.self)) }
          pairs.append(items)
        }
        inner = try container.decode([String: Int].self, forKey: .inner)
      }
    }
    let schema = try AvroSchema(
      """
      {"type": "record", "name": "ByHand", "fields": [{"name": "inner", "type": {"type": "map", "values": "int"}},
        {"name": "pairs", "type": {"type": "array", "items": {"type": "array", "items": "long"}}}]}
      """)
    let value = ByHand(pairs: [[1, 2], [], [3]], inner: ["k": 9])
    let bytes = try AvroEncoder(schema).encode(value)
    #expect(bytes == [2, 2, 107, 18, 0, 6, 4, 2, 4, 0, 0, 2, 6, 0, 0])
    #expect(try AvroDecoder(writer: schema).decode(ByHand.self, from: bytes) == value)
  }

  @Test func longArraysAreWrittenWithTheirNumber() throws {
    let schema = try AvroSchema(#"{"type": "array", "items": "int"}"#)
    let numbers = Array(0..<10_000)
    let bytes = try AvroEncoder(schema).encode(numbers)
    #expect(try AvroDecoder(writer: schema).decode([Int].self, from: bytes) == numbers)
    #expect(try AvroEncoder(schema).encode(AvroDecoder(writer: schema).decode(bytes)) == bytes)
  }

  @Test func whatDoesNotFitIsNamedByItsField() throws {
    struct Wrong: Encodable { var name = "x"; var kind = "NOWHERE" }
    #expect(throws: AvroError.self) { try AvroEncoder(schema).encode(Wrong()) }
    do { _ = try AvroEncoder(schema).encode(Wrong()) } catch let error as AvroError {
      #expect(
        "\(error)"
          == "avro cannot write the value in field 'kind': 'NOWHERE' is not a symbol of enum 't.Kind'; give one of its symbols")
    }
    struct TooLarge: Decodable { var count: Int8 }
    let bytes = try AvroEncoder(AvroSchema(#"{"type": "record", "name": "R", "fields": [{"name": "count", "type": "long"}]}"#))
      .encode(["count": 300] as AvroValue)
    let decoder = try AvroDecoder(
      writer: AvroSchema(#"{"type": "record", "name": "R", "fields": [{"name": "count", "type": "long"}]}"#))
    do {
      _ = try decoder.decode(TooLarge.self, from: bytes)
      Issue.record("300 became an Int8")
    } catch let error as AvroError {
      #expect("\(error)" == "avro cannot read the value in field 'count': 300 is not a Int8; give the property a wider type")
    }
  }

  @Test func aPropertyThatTheSchemaLacksIsLeftOutUnlessItMustNotBe() throws {
    struct Wide: Encodable { var a = 1; var more = [1, 2]; var b = 2 }
    let schema = try AvroSchema(
      #"{"type": "record", "name": "R", "fields": [{"name": "a", "type": "int"}, {"name": "b", "type": "int"}]}"#)
    #expect(try AvroEncoder(schema).encode(Wide()) == [2, 4])
    #expect(throws: AvroError.self) { try AvroEncoder(schema, strict: true).encode(Wide()) }
  }

  @Test func genericValuesSurviveJSON() throws {
    let bytes = try AvroEncoder(schema).encode(Sensor.example)
    let value = try AvroDecoder(writer: schema).decode(bytes)
    #expect(try JSONDecoder().decode(AvroValue.self, from: JSONEncoder().encode(value)) == value)
  }
}
