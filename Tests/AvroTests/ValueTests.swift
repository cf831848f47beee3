import Avro
import Foundation
import Testing

@Suite struct ValueTests {
  private func roundTrip(_ value: AvroValue, _ schema: String) throws -> [UInt8] {
    let schema = try AvroSchema(schema)
    let bytes = try AvroEncoder(schema).encode(value)
    #expect(try AvroDecoder(writer: schema).decode(bytes) == value)
    return bytes
  }

  @Test func logicalTypesThatPythonDoesNotHaveAreWrittenAsTheStandardSays() throws {
    let uuid = UUID(uuid: (0xAA, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
    #expect(
      try roundTrip(.uuid(uuid), #"{"type": "fixed", "name": "U", "size": 16, "logicalType": "uuid"}"#)
        == [0xAA, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    let duration = AvroDuration(months: 1, days: 258, milliseconds: 3)
    #expect(
      try roundTrip(.duration(duration), #"{"type": "fixed", "name": "D", "size": 12, "logicalType": "duration"}"#)
        == [1, 0, 0, 0, 2, 1, 0, 0, 3, 0, 0, 0])
    #expect(try roundTrip(.timestamp(.nanoseconds(-5)), #"{"type": "long", "logicalType": "timestamp-nanos"}"#) == [9])
  }

  @Test(
    "decimals keep their digits",
    arguments: [
      ("0", [0], 0), ("127", [0x7F], 0), ("128", [0, 0x80], 0), ("-128", [0x80], 0), ("-129", [0xFF, 0x7F], 0),
      ("-1.00", [0x9C], 2),
      ("0.001", [1], 3), ("-0.5", [0xFB], 1),
      ("123456789012345678901234567890", [0x01, 0x8E, 0xE9, 0x0F, 0xF6, 0xC3, 0x73, 0xE0, 0xEE, 0x4E, 0x3F, 0x0A, 0xD2], 0),
    ] as [(String, [UInt8], Int)])
  func decimals(_ text: String, _ bytes: [UInt8], _ scale: Int) throws {
    let number = try #require(AvroDecimal(text))
    #expect(number.unscaled == bytes && number.scale == scale)
    #expect(number.description == text)
    #expect(AvroDecimal(unscaled: [UInt8](repeating: number.isNegative ? 0xFF : 0, count: 3) + bytes, scale: scale) == number)
    #expect(number.rescaled(to: scale + 12)?.rescaled(to: scale) == number)
  }

  @Test func aDecimalThatDoesNotFitIsNotRounded() throws {
    let schema = try AvroSchema(#"{"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}"#)
    for text in ["1.234", "123.4", "-100"] {
      let number = try #require(AvroDecimal(text))
      #expect(throws: AvroError.self, "\(text)") { try AvroEncoder(schema).encode(.decimal(number)) }
    }
    #expect(try AvroEncoder(schema).encode(.decimal(#require(AvroDecimal("12.300")))) == [4, 0x04, 0xCE])
  }

  @Test func timesAreReadInTheUnitTheyWereWrittenIn() throws {
    let writer = try AvroSchema(#"{"type": "long", "logicalType": "timestamp-millis"}"#)
    let reader = try AvroSchema(#"{"type": "long", "logicalType": "timestamp-micros"}"#)
    let bytes = try AvroEncoder(writer).encode(.timestamp(.milliseconds(1500)))
    #expect(try AvroDecoder(writer: writer, reader: reader).decode(bytes) == .timestamp(.milliseconds(1500)))
  }

  @Test func literalsMakeValues() throws {
    let value: AvroValue = ["name": "attic", "celsius": 21.5, "tags": ["a", nil], "on": true]
    #expect(value["name"]?.string == "attic" && value["celsius"]?.double == 21.5 && value["tags"]?[1]?.isNull == true)
    #expect(value["tags"]?[2] == nil && value["none"] == nil && value["name"]?["x"] == nil)
    #expect(value.description == #"["celsius": 21.5, "name": "attic", "on": true, "tags": ["a", nil]]"#)
  }

  @Test func aRecordSaysWhichOfAUnionsItIs() throws {
    let schema = try AvroSchema(
      """
      [{"type": "record", "name": "A", "fields": [{"name": "x", "type": "int"}]},
       {"type": "record", "name": "B", "fields": [{"name": "x", "type": "int"}, {"name": "y", "type": "int", "default": 7}]}]
      """)
    #expect(try AvroEncoder(schema).encode(.record(AvroRecord("B", ["x": 1]))) == [2, 2, 14])
    #expect(try AvroEncoder(schema).encode(["x": 1] as AvroValue) == [0, 2])
    #expect(try AvroEncoder(schema).encode(["x": 1, "y": 2] as AvroValue) == [2, 2, 4])
  }

  @Test func anArrayInSeveralBlocksIsRead() throws {
    let schema = try AvroSchema(#"{"type": "array", "items": "int"}"#)
    // Two items; then, with its size in bytes, a block of one.
    #expect(try AvroDecoder(writer: schema).decode([4, 2, 4, 1, 2, 6, 0]) == [.int(1), .int(2), .int(3)])
    #expect(try AvroDecoder(writer: schema).decode([Int].self, from: [4, 2, 4, 1, 2, 6, 0]) == [1, 2, 3])
  }
}
