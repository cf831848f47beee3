import Foundation

/// The compiled engine on this machine: the eras' modules and the archive that flows are linked with.
package struct Engine: Sendable {
  /// The directory of the `.swiftmodule` files.
  package let modules: String
  /// The static library with every era in it.
  package let archive: String
  /// The static library with every era's Kafka in it, too; only flows that import it are linked with it, and with librdkafka.
  package var archiveWithKafka: String { (archive as NSString).deletingLastPathComponent + "/libWaxwingKafka.a" }
  /// Whether the engine was compiled for debugging; its flows then are too.
  package let isDebug: Bool

  package init(modules: String, archive: String, isDebug: Bool) {
    (self.modules, self.archive, self.isDebug) = (modules, archive, isDebug)
  }

  /// Finds the engine that belongs to an executable: beside it in a build folder, or under `../lib/waxwing` of an
  /// installed prefix.
  package static func locate(besides executable: String = RunningExecutable.path) throws(FlowCompilerError) -> Engine {
    let folder = (executable as NSString).deletingLastPathComponent
    let library = ((folder as NSString).deletingLastPathComponent as NSString).appendingPathComponent("lib/waxwing")
    let candidates = [
      Engine(
        modules: folder + "/Modules", archive: folder + "/" + archiveName,
        isDebug: (folder as NSString).lastPathComponent == "debug"),
      Engine(modules: library + "/modules", archive: library + "/" + archiveName, isDebug: false),
    ]
    for engine in candidates where FlowSource.exists(engine.archive) && FlowSource.exists(engine.modules) {
      return engine
    }
    throw FlowCompilerError(.noEngine(searched: candidates.map(\.archive)), file: "waxwing")
  }

  /// The library that a flow is linked with; throws when the one with Kafka has not been built.
  func archive(for source: FlowSource) throws(FlowCompilerError) -> String {
    guard source.importsKafka else { return archive }
    guard FlowSource.exists(archiveWithKafka) else {
      throw FlowCompilerError(.noEngine(searched: [archiveWithKafka]), file: source.path)
    }
    return archiveWithKafka
  }

  /// The C modules that the engine's modules may ask for: SQLite's, and Kafka's with those below a registry's client.
  package static let librariesInC = [
    "GRDBSQLite", "CRdKafka", "CAsyncHTTPClient", "CNIOAtomics", "CNIODarwin", "CNIOExtrasZlib", "CNIOLinux", "CNIOLLHTTP",
    "CNIOOpenBSD", "CNIOPosix", "CNIOWASI", "CNIOWindows", "CSystem", "_AtomicsShims", "_NumericsShims",
  ]

  private static let archiveName = "libWaxwingEngine.a"
}
