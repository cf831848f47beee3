import ArgumentParser
import SourceFacts

extension Era: ExpressibleByArgument {
  /// Accepts `0.17` and `v0.17`.
  public init?(argument: String) { self.init(rawValue: argument.hasPrefix("v") ? String(argument.dropFirst()) : argument) }
}
