import Avro
import Testing

@Suite struct SchemaTests {
  @Test func aSchemaKeepsItsTextAndKnowsItsFullName() throws {
    let text = #"{ "type":"record","name":"Reading", "namespace":"com.acme", "doc":"kept", "fields":[] }"#
    let schema = try AvroSchema(text)
    #expect(schema.text == text)
    #expect(schema.name == "com.acme.Reading")
    #expect(schema.canonicalForm == #"{"name":"com.acme.Reading","type":"record","fields":[]}"#)
  }

  @Test(
    "the fingerprints of the primitive types are those the Avro project publishes",
    arguments: [
      ("null", 0x63dd_24e7_cc25_8f8a), ("boolean", 0x9f42_fc78_a4d4_f764), ("int", 0x7275_d51a_3f39_5c8f),
      ("long", 0xd054_e144_93f4_1db7), ("float", 0x4d7c_02cb_3ea8_d790), ("double", 0x8e75_35c0_32ab_957e),
      ("bytes", 0x4fc0_16da_c320_1965), ("string", 0x8f01_4872_6345_03c7),
    ] as [(String, UInt64)])
  func primitiveFingerprints(_ name: String, _ fingerprint: UInt64) throws {
    #expect(try AvroSchema(#""\#(name)""#).fingerprint == fingerprint)
    #expect(try AvroSchema(#"{"type": "\#(name)", "doc": "says nothing"}"#).fingerprint == fingerprint)
  }

  @Test func aNameWithoutDotsIsLookedForInTheNamespaceAroundIt() throws {
    let schema = try AvroSchema(
      """
      {"type": "record", "name": "a.b.Outer", "fields": [
        {"name": "inner", "type": {"type": "enum", "name": "Inner", "symbols": ["X"]}},
        {"name": "again", "type": "Inner"}, {"name": "full", "type": "a.b.Inner"}]}
      """)
    #expect(Set(schema.definitions.keys) == ["a.b.Outer", "a.b.Inner"])
  }

  @Test func typesOfOtherSchemasMayBeNamed() throws {
    let other = try AvroSchema(#"{"type": "fixed", "name": "x.Mark", "size": 2}"#)
    let schema = try AvroSchema(#"{"type": "array", "items": "x.Mark"}"#, named: [other])
    #expect(try AvroEncoder(schema).encode([.fixed([1, 2])] as AvroValue) == [2, 1, 2, 0])
  }

  @Test(
    "a mistake is found and its place named",
    arguments: [
      (#"{"type": "recrd"}"#, "$.type", "unknown type 'recrd'"),
      (
        #"{"type": "record", "name": "R", "fields": [{"name": "a", "type": "strng"}]}"#, "$.fields[0].type",
        "unknown type 'strng'"
      ),
      (#"{"type": "record", "name": "R", "fields": [{"name": "2a", "type": "int"}]}"#, "$.fields[0]", "begin with a letter"),
      (
        #"{"type": "record", "name": "R", "fields": [{"name": "a", "type": "int", "default": "x"}]}"#, "$.fields[0].default",
        "not of type 'int'"
      ),
      (#"{"type": "record", "name": "R", "fields": [{"name": "a", "type": ["null", "null"]}]}"#, "$.fields[0].type[1]", "twice"),
      (#"{"type": "record", "name": "R"}"#, "$", "no 'fields'"),
      (#"{"type": "record", "fields": []}"#, "$", "no 'name'"),
      (#"{"type": "enum", "name": "E", "symbols": ["A", "A"]}"#, "$.symbols[1]", "stand there once"),
      (#"{"type": "enum", "name": "E", "symbols": ["A"], "default": "B"}"#, "$.default", "not one of the symbols"),
      (#"{"type": "fixed", "name": "F"}"#, "$", "no 'size'"),
      (#"{"type": "array"}"#, "$", "no 'items'"),
      (#"["int", ["null"]]"#, "$[1]", "union directly inside"),
      (#"{"type": "map", "values": 5}"#, "$.values", "is not a type"),
      (#"{"type": "int""#, "byte 14", "comma or a closing brace"),
      ("string", "byte 0", "needs double quotes"),
    ])
  func mistakesAreNamed(_ text: String, _ path: String, _ detail: String) {
    do {
      _ = try AvroSchema(text)
      Issue.record("the schema was taken")
    } catch {
      #expect(error.path == path)
      #expect(error.detail.contains(detail), "\(error)")
    }
  }

  @Test func deepNestingIsRefusedAndNotFollowed() {
    let text =
      String(repeating: #"{"type":"array","items":"#, count: 100_000) + "\"int\"" + String(repeating: "}", count: 100_000)
    #expect(throws: AvroError.self) { try AvroSchema(text) }
  }

  @Test func unknownAndIllFormedLogicalTypesAreIgnored() throws {
    for text in [
      #"{"type": "bytes", "logicalType": "decimal", "precision": 2, "scale": 3}"#, #"{"type": "bytes", "logicalType": "money"}"#,
      #"{"type": "bytes", "logicalType": "date"}"#,
    ] { #expect(try AvroSchema(text).type == .bytes) }
  }

  @Test func escapesInDefaultsAreRead() throws {
    let schema = try AvroSchema(
      #"{"type": "record", "name": "R", "fields": [{"name": "a", "type": "string", "default": "\u00e9\n\ud83d\ude00\""}]}"#)
    #expect(try AvroDecoder(writer: schema).decode(AvroEncoder(schema).encode([:] as AvroValue))["a"]?.string == "é\n😀\"")
  }
}
