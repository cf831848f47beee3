#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a state type is written to a recovery store and read back; found once, when a worker is put together.
///
/// A type that is not `Codable` has none: its flows run, but not with recovery.
public struct StateCodec<State> {
  public let encode: (State) throws -> [UInt8]
  public let decode: ([UInt8]) throws -> State

  public init?() {
    guard let encodable = State.self as? any Encodable.Type, let decodable = State.self as? any Decodable.Type else { return nil }
    _ = encodable
    encode = { state in
      // The state is of type `State`, which was seen to be encodable.
      guard let state = state as? any Encodable else { throw StateNotCodable(type: "\(State.self)") }
      return Array(try JSONEncoder().encode(Box(value: AnyEncodable(base: state))))
    }
    decode = { bytes in try Self.decode(bytes, as: decodable) }
  }

  private static func decode<D: Decodable>(_ bytes: [UInt8], as type: D.Type) throws -> State {
    guard let state = try JSONDecoder().decode(DecodedBox<D>.self, from: Data(bytes)).value as? State else {
      throw StateNotCodable(type: "\(State.self)")
    }
    return state
  }

  /// Top-level fragments are wrapped, so that a plain number or string is a document too.
  private struct Box: Encodable { let value: AnyEncodable }
  private struct DecodedBox<D: Decodable>: Decodable { let value: D }
  private struct AnyEncodable: Encodable {
    let base: any Encodable
    func encode(to encoder: any Encoder) throws { try base.encode(to: encoder) }
  }
}

/// Thrown when state must be kept but its type is not `Codable`.
public struct StateNotCodable: Error, CustomStringConvertible {
  public let type: String
  public init(type: String) { self.type = type }
  public var description: String { "state of type \(type) is not Codable; make it Codable or run without recovery" }
}
