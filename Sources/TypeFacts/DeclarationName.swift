import Foundation
import SourceFacts

/// Reads a declaration's module, path and type off the compiler's identification of it.
struct DeclarationName: Equatable {
  /// The module that declares it, which may extend a type of another one.
  let module: String
  /// The module of the outermost type around it.
  let home: String
  /// The types around it and its own name.
  let path: [String]
  /// The type of a variable or parameter.
  let type: String?

  /// Nil for what has no Swift name, such as modules.
  init?(usr: String) {
    guard usr.hasPrefix("s:"), let words = Self.demangled("$s" + usr.dropFirst(2)) else { return nil }
    self.init(words: words)
  }

  /// - Parameter words: such as `(extension in main):BytewaxFluent.Dataflow.more() -> ()` or `n #1 : Swift.Int in main.f() -> ()`.
  init?(words: String) {
    var rest = Substring(words)
    var module: String?
    for prefix in ["static ", "class "] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    if rest.hasPrefix("(extension in "), let end = rest.firstIndex(of: ")") {
      module = String(rest[rest.index(rest.startIndex, offsetBy: 14)..<end])
      rest = rest[end...].dropFirst(2)
    }
    let name = rest.prefix { !"(<: ".contains($0) }
    var path = name.split(separator: ".").map(String.init)
    guard !path.isEmpty, path[0] != "getter", path[0] != "setter" else { return nil }
    let behind = rest.dropFirst(name.count)
    let isLocal = behind.hasPrefix(" #")
    let declaring = isLocal ? nil : path.removeFirst()
    self.module = module ?? declaring ?? ""
    home = declaring ?? ""
    self.path = path
    guard let colon = behind.firstRange(of: " : "), behind[..<colon.lowerBound].allSatisfy({ $0.isNumber || " #".contains($0) }) else {
      type = nil
      return
    }
    type = Self.type(String(behind[colon.upperBound...]), isLocal: isLocal)
  }

  /// The type's name without Bytewax's module, and for a local variable without the place where it lives.
  private static func type(_ text: String, isLocal: Bool) -> String {
    var text = text
    if isLocal, let end = text.range(of: " in ", options: .backwards) {
      // What surrounds the variable may itself be local, so the first ` in ` outside of brackets ends the type.
      var depth = 0
      var previous = text.startIndex
      for index in text.indices {
        if "(<[".contains(text[index]) { depth += 1 }
        if ")]>".contains(text[index]), text[previous] != "-" { depth -= 1 }
        previous = index
        if depth == 0, text[index...].hasPrefix(" in ") {
          text = String(text[..<index])
          break
        }
        if index >= end.upperBound { break }
      }
    }
    for module in ["BytewaxFluent", "BytewaxStreams"] where text.hasSuffix(module + ".Dataflow") {
      return text.replacing(module + ".", with: "")
    }
    return text
  }

  /// The runtime's own reading of a mangled name.
  private static func demangled(_ name: String) -> String? {
    guard let text = runtimeDemangle(name, UInt(name.utf8.count), nil, nil, 0) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}

/// `swift_demangle` of the Swift runtime, which gives a text to be freed, or nil for what is no mangled name.
@_silgen_name("swift_demangle")
private func runtimeDemangle(
  _ name: UnsafePointer<CChar>?, _ count: UInt, _ buffer: UnsafeMutablePointer<CChar>?, _ size: UnsafeMutablePointer<UInt>?,
  _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?
