/// Which modules the plain names `Bytewax`, `BytewaxKafka` and `BytewaxPeriodic` stand for in each era.
package enum EraModules {
  /// The eras that a flow can be compiled for, oldest first.
  package static let eras = ["0.16", "0.17", "0.18", "0.19"]

  /// The compiler's aliases for an era; throws for one that does not exist.
  ///
  /// A module that the text imports by the era's own name gets none: the compiler allows one name for a module.
  static func aliases(for era: String, importing imported: Set<String>, file: String) throws(FlowCompilerError) -> [String] {
    guard eras.contains(era) else { throw FlowCompilerError(.unknownEra(era), file: file) }
    let plain = ["Bytewax", "BytewaxKafka"] + (era == "0.17" ? ["BytewaxPeriodic"] : [])
    return plain.filter { !imported.contains($0 + suffix(era)) }.map { "\($0)=\($0)\(suffix(era))" }
  }

  /// What a text with these imports calls the era's module.
  static func name(of era: String, importing imported: Set<String>) -> String {
    imported.contains("Bytewax" + suffix(era)) ? "Bytewax" + suffix(era) : "Bytewax"
  }

  private static func suffix(_ era: String) -> String { "0" + era.dropFirst(2) }

  /// Whether the era has the type `Stream`, which Foundation has too.
  static func hasStreams(_ era: String) -> Bool { era >= "0.18" }
}
