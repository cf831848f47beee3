import Foundation
import TestSupport

/// One input, which its seed and number make again.
struct FuzzInput {
  /// What the input is read as.
  enum Kind: String, CaseIterable {
    case flow, shell, yaml, makefile, dockerfile, environment, unit, manifest, settings, journal, store

    /// What a file of it is called.
    var fileName: String {
      switch self {
      case .flow: "flow.swift"
      case .shell: "run.sh"
      case .yaml: "deploy.yaml"
      case .makefile: "Makefile"
      case .dockerfile: "Dockerfile"
      case .environment: ".env"
      case .unit: "flow.service"
      case .manifest: "Package.swift"
      case .settings: ".waxwing.yml"
      case .journal: "journal.bytes"
      case .store: "store.bytes"
      }
    }

    init?(fileName: String) {
      guard let kind = Self.allCases.first(where: { fileName.hasSuffix($0.fileName) }) else { return nil }
      self = kind
    }
  }

  let kind: Kind
  let bytes: [UInt8]
}

/// Makes the inputs of a seed.
struct InputMaker {
  let seed: UInt64
  /// How many bytes an input has at most.
  let size: Int
  /// Only this kind.
  let only: FuzzInput.Kind?
  private let corpus: Corpus

  init(seed: UInt64, size: Int, only: FuzzInput.Kind?) throws {
    (self.seed, self.size, self.only) = (seed, size, only)
    corpus = try Corpus()
  }

  func input(_ number: Int) -> FuzzInput {
    var random = SeededRandom(seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    let kind = only ?? Self.kind(&random)
    switch kind {
    case .journal, .store: return FuzzInput(kind: kind, bytes: Damage.recipe(&random))
    default: break
    }
    var mutation = TextMutation(random: random, corpus: corpus, kind: kind, size: size)
    return FuzzInput(kind: kind, bytes: mutation.made())
  }

  /// Flows are half of all, because most happens to them.
  private static func kind(_ random: inout SeededRandom) -> FuzzInput.Kind {
    switch Int.random(in: 0..<100, using: &random) {
    case ..<56: .flow
    case ..<66: .shell
    case ..<77: .yaml
    case ..<82: .makefile
    case ..<85: .dockerfile
    case ..<86: .environment
    case ..<87: .unit
    case ..<88: .manifest
    case ..<92: .settings
    case ..<96: .journal
    default: .store
    }
  }
}
