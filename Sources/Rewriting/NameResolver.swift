import SourceFacts

/// Says what the names of a flow's file refer to, as a compiler sees them.
///
/// Migration asks it before anything is decided; the file's text alone decides where there is no answer.
package protocol NameResolver: Sendable {
  /// What a compiler says of a file, taken to be of an era. May be called from many threads at once.
  func resolve(_ file: ParsedFile, era: Era) -> NameResolution

  /// A resolver to be asked about these files of one target, which may look at the target once for all of them.
  func about(_ files: [(path: String, bytes: [UInt8])]) -> any NameResolver
}

extension NameResolver {
  /// The resolver itself, where looking at many files at once saves nothing.
  package func about(_ files: [(path: String, bytes: [UInt8])]) -> any NameResolver { self }
}

/// What came of asking a compiler about a file.
package enum NameResolution: Sendable, Equatable {
  case resolved(TypedNames)
  /// Why there is no answer, in words.
  case unresolved(String)
}
