import Avro
import Testing

/// Byte for byte what fastavro and the Avro project's own library say.
@Suite struct JudgedTests {
  @Test("values are read as fastavro reads them and written as it wrote them", arguments: JudgedCorpus.stored.alike)
  func valuesAreReadAndWrittenAlike(_ judged: JudgedCase) throws {
    let schema = try AvroSchema(judged.schema)
    let value = try AvroDecoder(writer: schema).decode(judged.data)
    #expect(value.noted == judged.value)
    #expect(try hex(AvroEncoder(schema).encode(value)) == judged.bytes)
  }

  @Test("canonical forms and fingerprints are those of the Avro project", arguments: JudgedCorpus.stored.alike)
  func canonicalFormsAreTheProjects(_ judged: JudgedCase) throws {
    let schema = try AvroSchema(judged.schema)
    #expect(schema.canonicalForm == judged.canonical)
    #expect(hex(withUnsafeBytes(of: schema.fingerprint.littleEndian) { Array($0) }) == judged.fingerprint)
    // A canonical form is a schema that reads the same data and is its own canonical form.
    let canonical = try AvroSchema(schema.canonicalForm)
    #expect(canonical.canonicalForm == schema.canonicalForm)
    #expect(throws: Never.self) { try AvroDecoder(writer: canonical).decode(judged.data) }
  }

  @Test("data are read as another schema the way fastavro does", arguments: JudgedCorpus.stored.resolved)
  func dataAreResolvedAlike(_ judged: JudgedCase) throws {
    let value = Result {
      try AvroDecoder(writer: AvroSchema(judged.schema), reader: AvroSchema(judged.reader ?? "")).decode(judged.data)
    }
    switch value {
    case .success(let value): #expect(value.noted == judged.value)
    case .failure(let error): #expect(judged.value == nil, "\(error)")
    }
  }
}
