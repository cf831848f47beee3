// swift-tools-version: 6.1
import PackageDescription

// Two halves that never import each other meet in the command `waxwing`.
// Targets stand in layer order: a target may depend on what stands above it, in its own half.

let swiftSyntax = "swift-syntax"

let engineHalf: [Target] = [
  .target(name: "DataflowCore"),
  .target(name: "Recovery", dependencies: ["DataflowCore", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift")]),
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
  // Where the two styles meet in one half-migrated program.
  .target(name: "BytewaxBridge", dependencies: ["BytewaxFluent", "BytewaxStreams"]),
]

let rewriterHalf: [Target] = [
  .target(
    name: "SourceFacts",
    dependencies: [.product(name: "SwiftSyntax", package: swiftSyntax), .product(name: "SwiftParser", package: swiftSyntax), .product(name: "SwiftParserDiagnostics", package: swiftSyntax)]),
  .target(name: "RuleBook", dependencies: ["Yams"]),
  .target(name: "Rewriting", dependencies: ["SourceFacts", "RuleBook"]),
  .target(name: "MigrationReport", dependencies: ["Rewriting", "RuleBook"]),
]

let commands: [Target] = [
  // From a flow's source file to a running program: the era's module, the compiler, the cache.
  .target(name: "FlowCompiler"),
  .executableTarget(
    name: "waxwing",
    dependencies: [
      "MigrationReport", "FlowCompiler", "BytewaxRunner", "Recovery", "Connectors",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ]),
  .executableTarget(
    name: "Benchmarks",
    dependencies: [
      "Bytewax016", "Bytewax017", "Bytewax018", "Bytewax019", "DataflowCore",
      .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
    ]),
]

let eraModules = ["Bytewax", "Bytewax016", "Bytewax017", "Bytewax018", "Bytewax019", "BytewaxPeriodic017", "BytewaxBridge"]

let package = Package(
  name: "waxwing",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "waxwing", targets: ["waxwing"]),
    .library(name: "Bytewax", targets: eraModules),
    // What `waxwing run` links a flow against.
    .library(name: "WaxwingEngine", type: .static, targets: eraModules),
  ],
  dependencies: [
    .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
  ],
  targets: engineHalf + rewriterHalf + commands + [
    .testTarget(name: "Bytewax016Tests", dependencies: ["Bytewax016"]),
    .testTarget(name: "Bytewax017Tests", dependencies: ["Bytewax017", "BytewaxPeriodic017", "DataflowOperators"]),
    .testTarget(name: "Bytewax018Tests", dependencies: ["Bytewax018"]),
    // The engine's library is what the fixture programs are linked against.
    .testTarget(
      name: "ErasTests",
      dependencies: ["Bytewax016", "Bytewax017", "BytewaxPeriodic017", "Bytewax018", "Bytewax019", "BytewaxBridge", "Connectors", "Recovery", "Yams"]),
    .testTarget(name: "HouseTests"),
    .testTarget(name: "FlowCompilerTests", dependencies: ["FlowCompiler"]),
    .testTarget(name: "WindowingTests", dependencies: ["Windowing", "DataflowCore"]),
    .testTarget(name: "DataflowCoreTests", dependencies: ["DataflowCore"]),
    .testTarget(name: "DataflowRuntimeTests", dependencies: ["DataflowRuntime", "DataflowOperators", "Connectors"]),
    .testTarget(name: "Bytewax019Tests", dependencies: ["Bytewax019"]),
    .testTarget(name: "DataflowOperatorsTests", dependencies: ["DataflowOperators"]),
    .testTarget(name: "ConnectorsTests", dependencies: ["Connectors", "DataflowRuntime"]),
    // A flow in a process of its own, for tests that kill it.
    .executableTarget(name: "RecoveryProbe", dependencies: ["Bytewax019"], path: "Tests/RecoveryProbe"),
    .testTarget(
      name: "RecoveryTests",
      dependencies: [
        "Recovery", "Bytewax019", "RecoveryProbe", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    // The command itself, as a process.
    .testTarget(name: "RecoveryCommandTests", dependencies: ["Recovery", "DataflowCore", "waxwing"]),
    .testTarget(name: "SourceFactsTests", dependencies: ["SourceFacts"]),
    .testTarget(name: "RuleBookTests", dependencies: ["RuleBook", "Rewriting", "MigrationReport"]),
    .testTarget(name: "RewritingTests", dependencies: ["Rewriting", "RuleBook", "SourceFacts", .product(name: "SwiftSyntax", package: swiftSyntax), .product(name: "SwiftParser", package: swiftSyntax)]),
    .testTarget(name: "MigrationReportTests", dependencies: ["MigrationReport", "Rewriting", "RuleBook"]),
  ]
)
