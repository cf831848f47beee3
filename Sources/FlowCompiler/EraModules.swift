/// Which modules the plain names `Bytewax`, `BytewaxKafka` and `BytewaxPeriodic` stand for in each era.
package enum EraModules {
  /// The eras that a flow can be compiled for, oldest first.
  package static let eras = ["0.16", "0.17", "0.18", "0.19"]

  /// The compiler's aliases for an era; throws for one that does not exist.
  static func aliases(for era: String, file: String) throws(FlowCompilerError) -> [String] {
    guard eras.contains(era) else { throw FlowCompilerError(.unknownEra(era), file: file) }
    let suffix = "0" + era.dropFirst(2)
    let plain = ["Bytewax", "BytewaxKafka"] + (era == "0.17" ? ["BytewaxPeriodic"] : [])
    return plain.map { "\($0)=\($0)\(suffix)" }
  }

  /// Whether the era has the type `Stream`, which Foundation has too.
  static func hasStreams(_ era: String) -> Bool { era >= "0.18" }
}
