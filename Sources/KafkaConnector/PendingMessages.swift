#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The messages of one epoch that have not yet been written to Kafka, as the recovery store keeps them.
struct PendingMessages: Codable {
  /// Counts from 1 over all executions; what Kafka remembers with the messages says which are there.
  let sequence: Int
  /// The messages in base 64, because the store keeps text.
  private let packed: String

  init(sequence: Int, _ messages: [SerializedKafkaSinkMessage]) {
    self.sequence = sequence
    var bytes: [UInt8] = []
    for message in messages { Self.append(message, to: &bytes) }
    packed = Data(bytes).base64EncodedString()
  }

  private enum CodingKeys: String, CodingKey {
    case sequence
    case packed = "messages"
  }

  /// The messages; throws `Damaged` when the text is not one that this type has written.
  func messages() throws -> [SerializedKafkaSinkMessage] {
    guard let data = Data(base64Encoded: packed) else { throw Damaged() }
    var reading = Reading(rest: [UInt8](data)[...])
    var messages: [SerializedKafkaSinkMessage] = []
    while !reading.rest.isEmpty { messages.append(try reading.message()) }
    return messages
  }

  /// Thrown when stored messages cannot be read.
  struct Damaged: Error, CustomStringConvertible {
    var description: String { "the stored messages of a transaction are damaged; start the flow without its recovery store" }
  }

  private static func append(_ message: SerializedKafkaSinkMessage, to bytes: inout [UInt8]) {
    append(message.key, to: &bytes)
    append(message.value, to: &bytes)
    append(message.topic.map { Array($0.utf8) }, to: &bytes)
    append(message.timestamp, to: &bytes)
    append(message.headers.count, to: &bytes)
    for (name, value) in message.headers {
      append(Array(name.utf8), to: &bytes)
      append(value, to: &bytes)
    }
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt64(bitPattern: Int64(number))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A length that is one too large, so that zero can stand for nothing, and the bytes.
  private static func append(_ part: [UInt8]?, to bytes: inout [UInt8]) {
    append((part?.count ?? -1) + 1, to: &bytes)
    bytes += part ?? []
  }

  private struct Reading {
    var rest: ArraySlice<UInt8>

    mutating func number() throws -> Int {
      var (number, shift): (UInt64, UInt64) = (0, 0)
      while let byte = rest.popFirst(), shift < 64 {
        number |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return Int(Int64(bitPattern: number)) }
        shift += 7
      }
      throw Damaged()
    }

    mutating func part() throws -> [UInt8]? {
      let size = try number() - 1
      if size < 0 { return nil }
      guard size <= rest.count else { throw Damaged() }
      defer { rest = rest.dropFirst(size) }
      return Array(rest.prefix(size))
    }

    mutating func text() throws -> String? { try part().map { String(decoding: $0, as: UTF8.self) } }

    mutating func message() throws -> SerializedKafkaSinkMessage {
      let (key, value, topic, timestamp) = (try part(), try part(), try text(), try number())
      var headers: [(String, [UInt8]?)] = []
      for _ in 0..<(try number()) { headers.append((try text() ?? "", try part())) }
      return SerializedKafkaSinkMessage(key: key, value: value, topic: topic, headers: headers, timestamp: timestamp)
    }
  }
}
