/// The part of SARIF 2.1.0 that a report uses; names are the format's own.
struct SARIFDocument: Encodable {
  struct Text: Encodable { let text: String; var markdown: String? }
  struct Level: Encodable { let level: String }

  struct Rule: Encodable {
    struct Properties: Encodable { let tags: [String]; let safety, step, guide: String? }
    let id: String
    let shortDescription: Text
    let fullDescription: Text
    let help: Text
    let defaultConfiguration: Level
    let properties: Properties
  }

  struct Location: Encodable {
    struct Artifact: Encodable { let uri: String; let uriBaseId: String? }
    struct Physical: Encodable { let artifactLocation: Artifact; let region: Region }
    let physicalLocation: Physical
  }

  /// Lines and columns are counted from 1; the end column is the first behind the region.
  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int
    var endLine: Int?
    var endColumn: Int?
    var snippet: Text?
  }

  struct Fix: Encodable {
    struct Replacement: Encodable { let deletedRegion: Region; let insertedContent: Text }
    struct Change: Encodable { let artifactLocation: Location.Artifact; let replacements: [Replacement] }
    let description: Text
    let artifactChanges: [Change]
  }

  struct Result: Encodable {
    struct Suppression: Encodable { let kind: String; let justification: String? }
    struct Properties: Encodable { let action, evidence, safety: String; let needsDecision: Bool; let becomes: [String]? }
    let ruleId: String
    let ruleIndex: Int
    let level: String
    let message: Text
    let locations: [Location]
    let partialFingerprints: [String: String]
    let fixes: [Fix]?
    let suppressions: [Suppression]
    let properties: Properties
  }

  struct Driver: Encodable { let name: String; let rules: [Rule] }
  struct Tool: Encodable { let driver: Driver }
  struct Invocation: Encodable { let executionSuccessful: Bool }
  struct Run: Encodable {
    let tool: Tool
    let invocations: [Invocation]
    let columnKind: String
    let results: [Result]
  }

  enum CodingKeys: String, CodingKey { case schema = "$schema", version, runs }
  let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  let version = "2.1.0"
  let runs: [Run]
}
