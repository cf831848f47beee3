import ArgumentParser
import Rewriting
import TypeFacts

/// What decides whether a name is Bytewax's: the compiler, or the file's text alone.
struct EvidenceOption: ParsableArguments {
  /// Where evidence comes from.
  enum Kind: String, ExpressibleByArgument, CaseIterable { case auto, typed, lexical }

  @Option(
    help: """
      What decides whether a name is Bytewax's: 'typed' asks the compiler, 'lexical' reads the text alone, 'auto' asks the compiler \
      where it can answer.
      """)
  var evidence: Kind?

  /// What was asked for on the command line, or else in the settings.
  func kind(unlessSaid settings: String?) -> Kind { evidence ?? settings.flatMap(Kind.init) ?? .auto }

  /// Whom to ask; nil for nobody. Throws when a compiler has to be asked and there is none.
  ///
  /// `settings` hold what the command line does not say.
  func resolver(unlessSaid settings: String? = nil) throws -> (any NameResolver)? {
    let evidence = kind(unlessSaid: settings)
    guard evidence != .lexical else { return nil }
    do { return try CompilerResolver() } catch {
      if evidence == .typed { throw error }
      printError("names are judged by the text alone: \(error)")
      return nil
    }
  }
}
