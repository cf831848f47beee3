// How messages look when they are printed: bytes as text where they are text, nothing about what is not known.

extension KafkaSourceMessage: CustomStringConvertible {
  public var description: String {
    let known: [(String, String?)] = [
      ("key", shown(key)), ("value", shown(value)), ("topic", topic), ("partition", partition.map { "\($0)" }),
      ("offset", offset.map { "\($0)" }),
      ("timestamp", timestamp.map { "\($0.1)" }), ("headers", shown(headers)),
    ]
    return "KafkaSourceMessage(\(text(of: known)))"
  }
}

extension KafkaSinkMessage: CustomStringConvertible {
  public var description: String {
    let known: [(String, String?)] = [
      ("key", shown(key)), ("value", shown(value)), ("topic", topic), ("partition", partition.map { "\($0)" }),
      ("timestamp", timestamp == 0 ? nil : "\(timestamp)"), ("headers", shown(headers)),
    ]
    return "KafkaSinkMessage(\(text(of: known)))"
  }
}

extension SerializedKafkaSinkMessage {
  /// The message as a printed pair of its key and value, with what else is known of it behind, so that lines can be compared by their keys.
  var line: String {
    let more = [timestamp == 0 ? nil : "timestamp: \(timestamp)", shown(headers).map { "headers: \($0)" }].compactMap { $0 }
    return "(\(shown(key as Any)), \(shown(value as Any)))" + (more.isEmpty ? "" : " " + more.joined(separator: ", "))
  }
}

private func text(of fields: [(String, String?)]) -> String {
  fields.compactMap { name, value in value.map { "\(name): \($0)" } }.joined(separator: ", ")
}

private func shown(_ headers: [(String, [UInt8]?)]) -> String? {
  headers.isEmpty ? nil : "[" + headers.map { "\($0.0): \(shown($0.1 as Any))" }.joined(separator: ", ") + "]"
}

/// Bytes in quotes where they are text of printable characters, else in hexadecimal digits.
private func shown(_ part: Any) -> String {
  guard let bytes = part as? [UInt8] else {
    let mirror = Mirror(reflecting: part)
    if mirror.displayStyle == .optional { return mirror.children.first.map { shown($0.value) } ?? "nil" }
    return part is String ? "\"\(part)\"" : "\(part)"
  }
  if let text = String(validating: bytes, as: UTF8.self),
    !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
  {
    return "\"\(text)\""
  }
  return "0x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
