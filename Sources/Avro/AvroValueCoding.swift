#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Lets generic values be state or cross to another process: one member, named for the kind of value. `AvroEncoder` and
/// `AvroDecoder` write and read them as their schema has it instead.
extension AvroValue: Codable {
  private enum Kind: String, CodingKey {
    case null, boolean, int, long, float, double, bytes, string, array, map, record, name, fields, enumeration, fixed, decimal,
      uuid
    case date, time, timestamp, localTimestamp, duration
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Kind.self)
    switch self {
    case .null: try container.encodeNil(forKey: .null)
    case .boolean(let value): try container.encode(value, forKey: .boolean)
    case .int(let value): try container.encode(value, forKey: .int)
    case .long(let value): try container.encode(value, forKey: .long)
    // As bits, because JSON has no infinities.
    case .float(let value): try container.encode(value.bitPattern, forKey: .float)
    case .double(let value): try container.encode(value.bitPattern, forKey: .double)
    case .bytes(let value): try container.encode(value, forKey: .bytes)
    case .string(let value): try container.encode(value, forKey: .string)
    case .array(let items): try container.encode(items, forKey: .array)
    case .map(let values): try container.encode(values, forKey: .map)
    case .record(let record):
      try container.encode(record.values, forKey: .record)
      try container.encodeIfPresent(record.name, forKey: .name)
      try container.encode(record.fieldNames, forKey: .fields)
    case .enumeration(let symbol): try container.encode(symbol, forKey: .enumeration)
    case .fixed(let value): try container.encode(value, forKey: .fixed)
    case .decimal(let value): try container.encode(value, forKey: .decimal)
    case .uuid(let value): try container.encode(value, forKey: .uuid)
    case .date(let days): try container.encode(days, forKey: .date)
    case .time(let time): try container.encode(time, forKey: .time)
    case .timestamp(let time): try container.encode(time, forKey: .timestamp)
    case .localTimestamp(let time): try container.encode(time, forKey: .localTimestamp)
    case .duration(let value): try container.encode(value, forKey: .duration)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Kind.self)
    func value<Value: Decodable>(_ key: Kind) throws -> Value { try container.decode(Value.self, forKey: key) }
    guard let kind = container.allKeys.first(where: { $0 != .name && $0 != .fields }) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no Avro value"))
    }
    switch kind {
    case .boolean: self = .boolean(try value(kind))
    case .int: self = .int(try value(kind))
    case .long: self = .long(try value(kind))
    case .float: self = .float(Float(bitPattern: try value(kind)))
    case .double: self = .double(Double(bitPattern: try value(kind)))
    case .bytes: self = .bytes(try value(kind))
    case .string: self = .string(try value(kind))
    case .array: self = .array(try value(kind))
    case .map: self = .map(try value(kind))
    case .record:
      let shape = RecordShape(name: try container.decodeIfPresent(String.self, forKey: .name), fields: try value(.fields))
      let values: [AvroValue] = try value(kind)
      guard values.count == shape.fields.count else {
        throw DecodingError.dataCorruptedError(forKey: kind, in: container, debugDescription: "not as many values as fields")
      }
      self = .record(AvroRecord(shape: shape, values: values))
    case .enumeration: self = .enumeration(try value(kind))
    case .fixed: self = .fixed(try value(kind))
    case .decimal: self = .decimal(try value(kind))
    case .uuid: self = .uuid(try value(kind))
    case .date: self = .date(days: try value(kind))
    case .time: self = .time(try value(kind))
    case .timestamp: self = .timestamp(try value(kind))
    case .localTimestamp: self = .localTimestamp(try value(kind))
    case .duration: self = .duration(try value(kind))
    case .null, .name, .fields: self = .null
    }
  }
}
