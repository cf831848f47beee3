/// Which targets each target may import: those named here, and what they may import themselves.
///
/// The two halves share nothing; `commands` are where they meet.
enum Layers {
  static let engine: [String: [String]] = [
    "DataflowCore": [],
    "Recovery": ["DataflowCore"],
    "DataflowRuntime": ["DataflowCore", "Recovery"],
    "Windowing": ["DataflowCore"],
    "DataflowOperators": ["DataflowCore", "Windowing"],
    "Connectors": ["DataflowCore"],
    "CRdKafka": [],
    "KafkaConnector": ["DataflowCore", "CRdKafka"],
    "Avro": [],
    "SchemaRegistry": [],
    "KafkaSerdes": ["Avro", "KafkaConnector", "SchemaRegistry"],
    "BytewaxRunner": ["DataflowRuntime", "Recovery"],
    "BytewaxFluent": ["DataflowOperators", "BytewaxRunner", "Connectors"],
    "BytewaxStreams": ["DataflowOperators", "BytewaxRunner", "Connectors"],
    "Bytewax016": ["BytewaxFluent"],
    "Bytewax017": ["BytewaxFluent"],
    "Bytewax018": ["BytewaxStreams"],
    "Bytewax019": ["BytewaxStreams"],
    "BytewaxPeriodic017": ["Bytewax017"],
    "BytewaxBridge": ["BytewaxFluent", "BytewaxStreams"],
    "BytewaxKafkaFluent": ["BytewaxFluent", "KafkaConnector"],
    "BytewaxKafkaStreams": ["BytewaxStreams", "KafkaConnector"],
    "BytewaxKafka016": ["Bytewax016", "BytewaxKafkaFluent"],
    "BytewaxKafka017": ["Bytewax017", "BytewaxKafkaFluent"],
    "BytewaxKafka018": ["Bytewax018", "BytewaxKafkaStreams", "KafkaSerdes"],
    "BytewaxKafka019": ["Bytewax019", "BytewaxKafkaStreams", "KafkaSerdes"],
    "Bytewax": ["Bytewax019"],
    "BytewaxKafka": ["BytewaxKafka019"],
  ]

  static let rewriter: [String: [String]] = [
    "SourceFacts": [],
    "RuleBook": [],
    "Rewriting": ["SourceFacts", "RuleBook"],
    "DeploymentFiles": ["Rewriting", "RuleBook", "SourceFacts"],
    "PrivateFolders": [],
    "ShownText": [],
    "SourceWrites": ["PrivateFolders", "ShownText"],
    "MigrationReport": ["Rewriting", "RuleBook", "ShownText", "SourceFacts"],
    "TreeMigration": [
      "DeploymentFiles", "MigrationReport", "PrivateFolders", "Rewriting", "RuleBook", "ShownText", "SourceFacts",
    ],
  ]

  static let commands: [String: [String]] = [
    "CFileGuard": [],
    "FileGuard": ["CFileGuard"],
    "FlowCompiler": ["PrivateFolders", "ShownText"],
    "FlowProof": ["FlowCompiler", "PrivateFolders", "Rewriting", "Recovery", "ShownText", "SourceFacts"],
    "TypeFacts": ["FlowCompiler", "PrivateFolders", "Rewriting", "SourceFacts"],
    "waxwing": [
      "MigrationReport", "TreeMigration", "SourceWrites", "FlowCompiler", "BytewaxRunner", "Recovery", "Connectors", "TypeFacts",
      "FlowProof", "FileGuard", "PrivateFolders", "ShownText",
    ],
    "Benchmarks": [
      "Bytewax019", "Bytewax018", "Bytewax017", "Bytewax016", "BytewaxKafka019", "PrivateFolders", "TreeMigration", "Rewriting",
      "RuleBook",
    ],
    "rule-tool": ["MigrationReport"],
    "TestSupport": ["Rewriting", "RuleBook"],
    "RecoveryProbe": ["Bytewax019"],
    "KafkaProbe": ["Bytewax019", "BytewaxKafka019"],
    "WriteProbe": ["SourceWrites"],
    "FileGuardProbe": ["FileGuard"],
    "Fuzz": [
      "DataflowCore", "DeploymentFiles", "MigrationReport", "Recovery", "Rewriting", "RuleBook", "SourceFacts", "SourceWrites",
      "TestSupport", "TreeMigration",
    ],
    "ServersForTests": ["Avro"],
    "MigratePlugin": [],
    "ReportPlugin": [],
  ]

  static let all = engine.merging(rewriter) { first, _ in first }.merging(commands) { first, _ in first }

  /// Modules from outside and the targets that alone may import them.
  static let outside: [String: Set<String>] = [
    "SwiftSyntax": Set(rewriter.keys).subtracting(["RuleBook"]).union(["waxwing", "rule-tool"]),
    "SwiftParser": ["SourceFacts", "Rewriting", "Benchmarks"],
    "Yams": ["DeploymentFiles", "RuleBook", "TreeMigration", "Fuzz", "rule-tool"],
    "GRDB": ["Recovery"],
    "CRdKafka": ["KafkaConnector", "Benchmarks"],
    "AsyncHTTPClient": ["SchemaRegistry"],
    "NIOCore": ["SchemaRegistry"],
    "NIOHTTP1": ["SchemaRegistry"],
    "NIOPosix": ["SchemaRegistry"],
    "NIOSSL": ["SchemaRegistry"],
  ]

  /// Everything below a target.
  static func below(_ target: String) -> Set<String> {
    (all[target] ?? []).reduce(into: []) { found, name in found.formUnion(below(name).union([name])) }
  }
}
