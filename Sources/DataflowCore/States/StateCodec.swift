/// How a state type is written to a recovery store and read back; found once, when a worker is put together.
///
/// The text is JSON, because the store's column holds text that people read with `sqlite3`. A type that is not `Codable`
/// has no codec: its flows run, but not with recovery.
public struct StateCodec<State> {
  public let encode: (State) throws -> [UInt8]
  /// Throws `StateNotReadable` for a text that is not of this type.
  public let decode: ([UInt8]) throws -> State

  public init?() {
    guard let encodable = State.self as? any Encodable.Type, let decodable = State.self as? any Decodable.Type else { return nil }
    encode = Self.encoding(encodable)
    decode = Self.decoding(decodable)
  }

  private static func encoding<E: Encodable>(_ type: E.Type) -> (State) throws -> [UInt8] {
    let writer = StateWriter<E>()
    // `E` is `State`, opened, so the bits of one are the bits of the other; a cast that looks the types up takes as long as the text.
    return { state in try writer.text(of: unsafeBitCast(state, to: E.self)) }
  }

  private static func decoding<D: Decodable>(_ type: D.Type) -> ([UInt8]) throws -> State {
    { bytes in
      do {
        let value = try StateDecoder.value(type, from: bytes)
        // `D` is `State`, opened.
        guard let state = value as? State else { throw StateNotCodable(type: "\(State.self)") }
        return state
      } catch { throw StateNotReadable(key: nil, type: "\(State.self)", cause: error) }
    }
  }
}

/// Thrown when state must be kept but its type is not `Codable`.
public struct StateNotCodable: Error, CustomStringConvertible {
  public let type: String
  public init(type: String) { self.type = type }
  public var description: String { "state of type \(type) is not Codable; make it Codable or run without recovery" }
}

/// Thrown on resume when a stored state is not of the type that the step has now; nothing has been written by then.
public struct StateNotReadable: Error, CustomStringConvertible {
  /// The item key or the partition's name.
  public let key: String?
  /// The type the step has now.
  public let type: String
  /// What the type's own decoding says.
  public let cause: any Error

  /// Names `key` as the place of `error`, if that is what it is about.
  public static func naming(_ key: String, _ error: any Error) -> any Error {
    guard let error = error as? StateNotReadable, error.key == nil else { return error }
    return StateNotReadable(key: key, type: error.type, cause: error.cause)
  }

  public var description: String {
    "the stored state of key '\(beginning(of: key ?? "").visible)' cannot be read as \(type): \(explained(cause).visible); give the step the type it was stored with, "
      + "leave its rows behind with waxwing recovery import --drop, or start with an empty store (the store has been left as it was)"
  }

  /// Enough of a long key to find it by.
  private func beginning(of key: String) -> String { key.utf8.count > 200 ? "\(key.prefix(100))…" : key }

  private func explained(_ error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? "" : " at '\(path)'"
    }
    return switch error as? DecodingError {
    case .keyNotFound(let key, let context): "field '\(key.stringValue)' is missing\(place(context))"
    case .typeMismatch(let type, let context): "it holds no \(type)\(place(context))"
    case .valueNotFound(let type, let context): "it holds nothing where \(type) is wanted\(place(context))"
    case .dataCorrupted(let context): "\(context.debugDescription)\(place(context))"
    default: "\(error)"
    }
  }
}

/// An optional type, whatever it wraps.
protocol OptionalType {}
extension Optional: OptionalType {}

func isOptionalType<T>(_ type: T.Type) -> Bool { type is any OptionalType.Type }
