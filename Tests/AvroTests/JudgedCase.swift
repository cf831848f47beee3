import Avro
import Foundation
import TestSupport
import Testing

/// What other implementations of Avro made of random schemas and values; see Fixtures/Data/README.md.
struct JudgedCorpus: Decodable {
  let alike: [JudgedCase]
  let resolved: [JudgedCase]

  static let stored: JudgedCorpus = {
    let file = packageFolder.appending(path: "Fixtures/Data/avro-corpus.json")
    do { return try JSONDecoder().decode(JudgedCorpus.self, from: Data(contentsOf: file)) } catch {
      preconditionFailure("\(file.path) cannot be read: \(error)")
    }
  }()
}

/// One schema, one value's bytes, and what they are.
struct JudgedCase: Decodable, CustomTestStringConvertible {
  let schema: String
  let bytes: String
  /// The value in the notation of `noted`; absent where the schemas do not match.
  let value: String?
  let reader: String?
  let canonical: String?
  /// The fingerprint's bytes, lowest first.
  let fingerprint: String?
  let error: String?

  var testDescription: String { String(schema.prefix(60)) }
  var data: [UInt8] { bytesOfHex(bytes) }
}

func bytesOfHex(_ text: String) -> [UInt8] {
  let digits = Array(text.utf8).map { Character(Unicode.Scalar($0)).hexDigitValue ?? 0 }
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

extension AvroValue {
  /// The value in a notation that is quickly written in any language.
  var noted: String {
    switch self {
    case .null: "n"
    case .boolean(let value): value ? "t" : "f"
    case .int(let value): "i\(value)"
    case .long(let value): "i\(value)"
    case .float(let value): AvroValue.double(Double(value)).noted
    case .double(let value): "d" + hex(withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) })
    case .bytes(let value), .fixed(let value): "b" + hex(value)
    case .string(let value), .enumeration(let value): "s" + hex(value.utf8)
    case .array(let items): "[" + items.map(\.noted).joined(separator: ",") + "]"
    case .map, .record:
      "{" + (dictionary ?? [:]).sorted { $0.key < $1.key }.map { "\(hex($0.key.utf8)):\($0.value.noted)" }.joined(separator: ",")
        + "}"
    case .decimal(let value): "N\(value)"
    case .uuid(let value): "U" + hex(withUnsafeBytes(of: value.uuid) { Array($0) })
    case .date(let days): "D\(days)"
    case .time(let time): "T\(time.microseconds)"
    case .timestamp(let time): "Z\(time.microseconds)"
    case .localTimestamp(let time): "L\(time.microseconds)"
    case .duration(let value): "\(value)"
    }
  }
}

extension Duration {
  fileprivate var microseconds: Int128 { attoseconds / 1_000_000_000_000 }
}
