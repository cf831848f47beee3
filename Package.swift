// swift-tools-version: 6.1
import PackageDescription

// Two halves that never import each other meet in the command `waxwing`.
// Targets stand in layer order: a target may depend on what stands above it, in its own half.

let swiftSyntax = "swift-syntax"

let engineHalf: [Target] = [
  .target(name: "DataflowCore"),
  .target(
    name: "Recovery",
    dependencies: [
      "DataflowCore", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
    ]),
  .target(name: "DataflowRuntime", dependencies: ["DataflowCore"]),
  .target(name: "Windowing", dependencies: ["DataflowCore"]),
  .target(name: "DataflowOperators", dependencies: ["DataflowCore", "Windowing"]),
  .target(name: "Connectors", dependencies: ["DataflowCore"]),
  .target(
    name: "BytewaxRunner",
    dependencies: [
      "DataflowRuntime", "Recovery", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "Logging", package: "swift-log"),
    ]),
  .target(name: "BytewaxStreams", dependencies: ["DataflowOperators", "BytewaxRunner", "Connectors"]),
  .target(name: "BytewaxFluent", dependencies: ["DataflowOperators", "BytewaxRunner", "Connectors"]),
  .target(name: "Bytewax016", dependencies: ["BytewaxFluent"]),
  .target(name: "Bytewax017", dependencies: ["BytewaxFluent"]),
  .target(name: "BytewaxPeriodic017", dependencies: ["Bytewax017"]),
  .target(name: "Bytewax018", dependencies: ["BytewaxStreams"]),
  .target(name: "Bytewax019", dependencies: ["BytewaxStreams"]),
  .target(name: "Bytewax", dependencies: ["Bytewax019"]),
  // Kafka apart, so that only flows that use it link librdkafka.
  .systemLibrary(name: "CRdKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"]), .brew(["librdkafka"])]),
  .target(name: "KafkaConnector", dependencies: ["CRdKafka", "DataflowCore"]),
  .target(name: "Avro"),
  .target(
    name: "SchemaRegistry",
    dependencies: [
      .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
    ]),
  .target(name: "KafkaSerdes", dependencies: ["Avro", "KafkaConnector", "SchemaRegistry"]),
  .target(name: "BytewaxKafkaFluent", dependencies: ["BytewaxFluent", "KafkaConnector"]),
  .target(name: "BytewaxKafkaStreams", dependencies: ["BytewaxStreams", "KafkaConnector"]),
  .target(name: "BytewaxKafka016", dependencies: ["Bytewax016", "BytewaxKafkaFluent"]),
  .target(name: "BytewaxKafka017", dependencies: ["Bytewax017", "BytewaxKafkaFluent"]),
  .target(name: "BytewaxKafka018", dependencies: ["Bytewax018", "BytewaxKafkaStreams", "KafkaSerdes"]),
  .target(name: "BytewaxKafka019", dependencies: ["Bytewax019", "BytewaxKafkaStreams", "KafkaSerdes"]),
  .target(name: "BytewaxKafka", dependencies: ["BytewaxKafka019"]),
  // Where the two styles meet in one half-migrated program.
  .target(name: "BytewaxBridge", dependencies: ["BytewaxFluent", "BytewaxStreams"]),
]

let rewriterHalf: [Target] = [
  .target(
    name: "SourceFacts",
    dependencies: [
      .product(name: "SwiftSyntax", package: swiftSyntax), .product(name: "SwiftParser", package: swiftSyntax),
      .product(name: "SwiftParserDiagnostics", package: swiftSyntax),
    ]),
  // What stands between a user and what others left for him: in folders, and in texts.
  .target(name: "PrivateFolders"),
  .target(name: "ShownText"),
  .target(name: "RuleBook", dependencies: ["Yams"]),
  .target(name: "Rewriting", dependencies: ["SourceFacts", "RuleBook"]),
  .target(name: "DeploymentFiles", dependencies: ["Rewriting", "RuleBook", "SourceFacts", "Yams"]),
  .target(name: "SourceWrites", dependencies: ["PrivateFolders", "ShownText"]),
  .target(name: "MigrationReport", dependencies: ["Rewriting", "RuleBook", "ShownText", "SourceFacts"]),
  .target(
    name: "TreeMigration",
    dependencies: [
      "DeploymentFiles", "MigrationReport", "PrivateFolders", "Rewriting", "RuleBook", "ShownText", "SourceFacts", "Yams",
    ]),
]

let commands: [Target] = [
  // Leaves a file out that would end the process, by beginning it anew.
  .target(name: "CFileGuard"),
  .target(name: "FileGuard", dependencies: ["CFileGuard"]),
  // From a flow's source file to a running program: the era's module, the compiler, the cache.
  .target(name: "FlowCompiler", dependencies: ["PrivateFolders", "ShownText"]),
  // Whether a rewritten flow compiles, and whether it does what the old one did.
  .target(
    name: "FlowProof", dependencies: ["FlowCompiler", "PrivateFolders", "Rewriting", "Recovery", "ShownText", "SourceFacts"]),
  // What the compiler says of a flow's names, so that the rewriter need not guess.
  .target(name: "TypeFacts", dependencies: ["FlowCompiler", "PrivateFolders", "Rewriting", "SourceFacts"]),
  .executableTarget(
    name: "waxwing",
    dependencies: [
      "MigrationReport", "TreeMigration", "SourceWrites", "FlowCompiler", "BytewaxRunner", "Recovery", "Connectors", "TypeFacts",
      "FlowProof",
      "FileGuard", "PrivateFolders", "ShownText",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ]),
  .executableTarget(
    name: "Benchmarks",
    dependencies: [
      "Bytewax016", "Bytewax017", "Bytewax018", "Bytewax019", "BytewaxKafka019", "CRdKafka", "DataflowCore", "PrivateFolders",
      "TreeMigration", "Rewriting", "RuleBook",
      .product(name: "SwiftParser", package: swiftSyntax), .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "GRDBSQLite", package: "GRDB.swift"),
    ]),
]

// `swift package waxwing-migrate` and `swift package waxwing-report`, in packages that depend on this one.
let plugins: [Target] = [
  .plugin(
    name: "MigratePlugin",
    capability: .command(
      intent: .custom(
        verb: "waxwing-migrate",
        description: "Rewrite the package's flows to the newest era; shows the difference unless --write is given."),
      permissions: [.writeToPackageDirectory(reason: "Rewrites flows when --write is given.")]),
    dependencies: ["waxwing"], path: "Sources/MigratePlugin"),
  .plugin(
    name: "ReportPlugin",
    capability: .command(
      intent: .custom(verb: "waxwing-report", description: "List the breaking changes that the package's flows meet.")),
    dependencies: ["waxwing"], path: "Sources/ReportPlugin"),
]

let eraModules = ["Bytewax", "Bytewax016", "Bytewax017", "Bytewax018", "Bytewax019", "BytewaxPeriodic017", "BytewaxBridge"]

let kafkaModules = ["BytewaxKafka", "BytewaxKafka016", "BytewaxKafka017", "BytewaxKafka018", "BytewaxKafka019"]

let package = Package(
  name: "waxwing",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "waxwing", targets: ["waxwing"]),
    .plugin(name: "MigratePlugin", targets: ["MigratePlugin"]),
    .plugin(name: "ReportPlugin", targets: ["ReportPlugin"]),
    .library(name: "Bytewax", targets: eraModules),
    // What `waxwing run` links a flow against.
    .library(name: "WaxwingEngine", type: .static, targets: eraModules),
    .library(name: "BytewaxKafka", targets: kafkaModules),
    // The same for flows that import Kafka; both archives hold the engine, and a flow is linked against one of them.
    .library(name: "WaxwingKafka", type: .static, targets: eraModules + kafkaModules),
  ],
  dependencies: [
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
  ],
  targets: engineHalf + rewriterHalf + commands + plugins + [
    // What several test targets use: folders, the package's rules, random numbers that a seed repeats.
    .target(name: "TestSupport", dependencies: ["Rewriting", "RuleBook"], path: "Tests/TestSupport"),
    .testTarget(name: "Bytewax016Tests", dependencies: ["TestSupport", "Bytewax016"]),
    .testTarget(name: "Bytewax017Tests", dependencies: ["Bytewax017", "BytewaxPeriodic017", "DataflowOperators"]),
    .testTarget(name: "Bytewax018Tests", dependencies: ["Bytewax018"]),
    // The engine's library is what the fixture programs are linked against.
    .testTarget(
      name: "ErasTests",
      dependencies: [
        "TestSupport", "Bytewax016", "Bytewax017", "BytewaxPeriodic017", "Bytewax018", "Bytewax019", "BytewaxBridge",
        "Connectors", "Recovery", "Yams",
      ]),
    .testTarget(name: "PrivateFoldersTests", dependencies: ["TestSupport", "PrivateFolders"]),
    .testTarget(name: "ShownTextTests", dependencies: ["TestSupport", "ShownText"]),
    .testTarget(name: "HouseTests", dependencies: ["TestSupport"]),
    .testTarget(
      name: "FlowProofTests",
      dependencies: ["TestSupport", "FlowProof", "FlowCompiler", "Rewriting", "RuleBook", "SourceFacts", "waxwing"]),
    .testTarget(name: "AvroTests", dependencies: ["TestSupport", "Avro"]),
    // Servers of the tests' own, in their process: a schema registry, and TLS in front of a broker.
    .target(
      name: "ServersForTests",
      dependencies: [
        "Avro", .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "Tests/ServersForTests"),
    .testTarget(
      name: "KafkaSerdesTests",
      dependencies: [
        "TestSupport", "KafkaSerdes", "SchemaRegistry", "Bytewax019", "BytewaxKafka018", "BytewaxKafka019", "ServersForTests",
      ]),
    .testTarget(name: "FlowCompilerTests", dependencies: ["TestSupport", "FlowCompiler", "PrivateFolders"]),
    .testTarget(name: "WindowingTests", dependencies: ["TestSupport", "Windowing", "DataflowCore"]),
    .testTarget(name: "DataflowCoreTests", dependencies: ["TestSupport", "DataflowCore"]),
    .testTarget(
      name: "DataflowRuntimeTests", dependencies: ["TestSupport", "DataflowRuntime", "DataflowOperators", "Connectors"]),
    .testTarget(name: "Bytewax019Tests", dependencies: ["TestSupport", "Bytewax019"]),
    .testTarget(name: "DataflowOperatorsTests", dependencies: ["DataflowOperators"]),
    .testTarget(name: "ConnectorsTests", dependencies: ["TestSupport", "Connectors", "DataflowRuntime"]),
    // A flow in a process of its own, for tests that kill it.
    .executableTarget(name: "RecoveryProbe", dependencies: ["Bytewax019"], path: "Tests/RecoveryProbe"),
    // A flow from topic to topic in a process of its own, for tests that kill it.
    .executableTarget(name: "KafkaProbe", dependencies: ["Bytewax019", "BytewaxKafka019"], path: "Tests/KafkaProbe"),
    .testTarget(
      name: "KafkaConnectorTests",
      dependencies: [
        "TestSupport", "CRdKafka", "KafkaConnector", "BytewaxKafka016", "BytewaxKafka017", "BytewaxKafka018", "BytewaxKafka019",
        "DataflowOperators", "FlowCompiler", "FlowProof",
        "Rewriting", "RuleBook", "BytewaxRunner", "KafkaProbe", "SchemaRegistry",
        "ServersForTests", "Yams",
      ]),
    .testTarget(
      name: "RecoveryTests",
      dependencies: [
        "TestSupport", "Recovery", "Bytewax019", "RecoveryProbe", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    // The command itself, as a process.
    .testTarget(name: "RecoveryCommandTests", dependencies: ["TestSupport", "Recovery", "DataflowCore", "waxwing"]),
    // The engine's library is what the flows are linked against.
    .testTarget(
      name: "RandomFlowTests",
      dependencies: [
        "TestSupport", "FlowCompiler", "FlowProof", "MigrationReport", "Recovery", "Rewriting", "RuleBook", "SourceFacts",
        "TreeMigration",
        "TypeFacts", .product(name: "SwiftSyntax", package: swiftSyntax),
      ]),
    // The engine's library is what the flows' types are checked against.
    .testTarget(
      name: "TypeFactsTests", dependencies: ["TestSupport", "TypeFacts", "FlowCompiler", "Rewriting", "RuleBook", "SourceFacts"]),
    .testTarget(name: "SourceFactsTests", dependencies: ["TestSupport", "SourceFacts"]),
    .testTarget(name: "RuleBookTests", dependencies: ["TestSupport", "RuleBook", "Rewriting", "MigrationReport"]),
    .testTarget(
      name: "RewritingTests",
      dependencies: [
        "TestSupport", "Rewriting", "RuleBook", "SourceFacts", .product(name: "SwiftSyntax", package: swiftSyntax),
        .product(name: "SwiftParser", package: swiftSyntax),
      ]),
    .testTarget(
      name: "DeploymentFilesTests",
      dependencies: [
        "TestSupport", "DeploymentFiles", "Rewriting", "RuleBook", "SourceFacts", "Bytewax016", "Bytewax017", "BytewaxStreams",
        "Yams",
      ]),
    .testTarget(
      name: "TreeMigrationTests",
      dependencies: [
        "TestSupport", "PrivateFolders", "TreeMigration", "DeploymentFiles", "Rewriting", "RuleBook", "SourceFacts",
        "MigrationReport",
      ]),
    .testTarget(name: "CommandTests", dependencies: ["TestSupport", "ShownText", "waxwing"]),
    // Files judged in a process of its own, for tests that make it trap.
    .executableTarget(name: "FileGuardProbe", dependencies: ["FileGuard"], path: "Tests/FileGuardProbe"),
    .testTarget(name: "FileGuardTests", dependencies: ["TestSupport", "FileGuardProbe"]),
    // Inputs that nobody would write, for everything that reads what users have.
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "TestSupport", "DataflowCore", "DeploymentFiles", "MigrationReport", "Recovery", "Rewriting", "RuleBook", "SourceFacts",
        "SourceWrites", "TreeMigration", "Yams",
      ],
      path: "Tests/Fuzz"),
    // A write in a process of its own, for tests that kill it.
    .executableTarget(name: "WriteProbe", dependencies: ["SourceWrites"], path: "Tests/WriteProbe"),
    .testTarget(name: "SourceWritesTests", dependencies: ["TestSupport", "SourceWrites", "WriteProbe"]),
    .testTarget(
      name: "MigrationReportTests",
      dependencies: ["TestSupport", "MigrationReport", "TreeMigration", "Rewriting", "RuleBook", "ShownText"]),
  ]
)
