/// What a compiler says the names of one file refer to, by the byte offset at which each name begins.
package struct TypedNames: Sendable, Equatable {
  /// A declaration that a name refers to, or makes.
  package struct Name: Sendable, Equatable {
    /// Whether Bytewax declares it, rather than the file, its target or another library.
    package let isBytewax: Bool
    /// Whether the outermost type around it is Bytewax's, even if somebody else extends it.
    package let isOfBytewax: Bool
    /// The types around it and its own name, without the module: `["Dataflow", "map"]`.
    package let path: [String]
    /// The type of a variable or parameter, as the compiler writes it.
    package let type: String?
    /// What the compiler calls the declaration, the same wherever it is named.
    package let identity: String?

    package init(isBytewax: Bool, isOfBytewax: Bool, path: [String], type: String? = nil, identity: String? = nil) {
      self.isBytewax = isBytewax
      self.isOfBytewax = isOfBytewax
      self.path = path
      self.type = type
      self.identity = identity
    }

    /// Whether it is a method or property of Bytewax's `Dataflow`, by whomever it was declared.
    var isOfDataflow: Bool { isOfBytewax && path.count == 2 && path[0] == "Dataflow" && path[1] != "init" }

    /// Whether it is a method or property of Bytewax's streams.
    var isOfStream: Bool { isBytewax && isOfBytewax && path.count == 2 && path[0] == "Stream" && path[1] != "init" }
  }

  /// Whose a name is.
  package enum Verdict: Sendable, Equatable { case bytewax, foreign }

  private var names: [Int: [Name]]

  package init(_ names: [Int: [Name]] = [:]) { self.names = names }

  /// Everything the name at an offset refers to: a type and its initialiser stand at one place.
  package subscript(offset: Int) -> [Name] { names[offset] ?? [] }

  /// Whose the name at an offset is; nil where no compiler looked.
  package func verdict(at offset: Int) -> Verdict? {
    guard let found = names[offset], !found.isEmpty else { return nil }
    return found.contains(where: \.isBytewax) ? .bytewax : .foreign
  }

  /// The type of Bytewax whose initialiser the name at an offset calls.
  func madeType(at offset: Int) -> String? {
    self[offset].first { $0.path.last == "init" && $0.path.count > 1 && self[offset].contains(where: \.isBytewax) }?.path.dropLast().last
  }

  /// Whether the name at an offset is a member of `Dataflow`.
  func isOfDataflow(at offset: Int) -> Bool { self[offset].contains(where: \.isOfDataflow) }

  /// Whether the name at an offset is a member of a stream.
  func isOfStream(at offset: Int) -> Bool { self[offset].contains(where: \.isOfStream) }

  /// Whether the name at an offset is a variable or parameter that holds a `Dataflow`; nil where no compiler looked.
  func holdsDataflow(at offset: Int) -> Bool? {
    guard let type = self[offset].lazy.compactMap(\.type).first else { return nil }
    return Self.dataflowTypes.contains(type)
  }

  /// These names and others, of another part of the same text.
  package func adding(_ other: TypedNames) -> TypedNames { TypedNames(names.merging(other.names) { $0 + $1 }) }

  /// The names of a text that was made of this one; `place` leads from an old offset to the new one, or to nil.
  package func moved(_ place: (Int) -> Int?) -> TypedNames {
    var moved: [Int: [Name]] = [:]
    for (offset, found) in names {
      if let target = place(offset) { moved[target] = found }
    }
    return TypedNames(moved)
  }

  private static let dataflowTypes: Set<String> = ["Dataflow", "inout Dataflow"]
}
