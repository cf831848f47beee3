import Foundation
import PrivateFolders
import Rewriting
import RuleBook
import SwiftParser
import TreeMigration

/// R: the rewriter against bare parsing, against `swift-format lint`, and against itself with a warm cache and one core more.
///
/// The tree is what this package was built from: its dependencies' sources and the fixture programs, files under 200 kB.
enum R {
  static func workloads() -> [Workload] {
    [parse, flows, swiftFormat, warm, cores]
  }

  /// A whole-tree dry run over a bare parse of the same files; may cost 1.6 at most.
  private static var parse: Workload {
    Workload(
      id: "R/parse", budget: 1.6, isCost: true, engine: { try dryRun(tree) }, baseline: { try bareParse(tree) })
  }

  /// The same for a tree of nothing but flows, each of which is parsed again after every hop and checked twice.
  private static var flows: Workload {
    Workload(
      id: "R/flows", budget: 14, isCost: true, engine: { try dryRun(programs) }, baseline: { try bareParse(programs) })
  }

  /// How many times as fast as `swift-format lint` on every tenth file of the tree.
  private static var swiftFormat: Workload {
    Workload(
      id: "R/swift-format", budget: 12.5, stopwatch: .cpuWithChildren, engine: { try dryRun(someFiles) }, baseline: { try lint(someFiles) })
  }

  /// A second run over a tree of flows against a first one.
  private static var warm: Workload {
    Workload(
      id: "R/warm", budget: 15,
      engine: {
        let cache = try OutcomeCache(PrivateFolder(making: cacheFolder), circumstances: "benchmark")
        return try dryRun(programs, cache: cache)
      }, baseline: { try dryRun(programs) })
  }

  /// Two cores against one, by the clock.
  private static var cores: Workload {
    Workload(
      id: "R/cores", budget: 1.2, stopwatch: .wall, engine: { try dryRun(programs, threads: 2) }, baseline: { try dryRun(programs) })
  }

  /// Megabytes looked at for each CPU second, most of which the byte filter lets pass unparsed; aimed at 30.
  static func throughput(runs: Int) throws -> Measurement {
    let size = tree.reduce(0) { $0 + ((try? FileManager.default.attributesOfItem(atPath: $1)[.size] as? Int) ?? 0) }
    var times: [Double] = []
    for run in 0...runs {
      let time = try Stopwatch.cpu.time { _ = try dryRun(tree) }
      if run > 0 { times.append(time) }
    }
    let time = median(times)
    return Measurement(
      workload: "R/mb_per_cpu_s", ratio: Double(size) / 1e6 / time, cpuSeconds: time, baselineCPUSeconds: 0,
      peakRSSMegabytes: MemoryOfOneRun.ownPeak, runs: runs)
  }

  /// The figure below which `throughput` fails.
  static let throughputBudget = 15.0

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let programs = files(below: ["Fixtures/Programs"])
  private static let tree = programs + files(below: [".build/checkouts"])
  /// Every tenth file, because the formatter takes long.
  private static let someFiles = tree.enumerated().filter { $0.offset.isMultiple(of: 10) }.map(\.element)
  private static let cacheFolder = NSTemporaryDirectory() + "waxwing-benchmark-\(getpid())"

  private static func files(below folders: [String]) -> [String] {
    // Swift files by their names alone: the checkouts lie in a hidden folder.
    folders.flatMap { folder -> [String] in
      let place = root.appendingPathComponent(folder).path
      guard let walk = FileManager.default.enumerator(atPath: place) else { return [] }
      var found: [String] = []
      while let name = walk.nextObject() as? String {
        guard name.hasSuffix(".swift"), let size = walk.fileAttributes?[.size] as? Int, size < 200_000, walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular
        else { continue }
        found.append("\(place)/\(name)")
      }
      return found.sorted()
    }
  }

  /// How many files a dry run has an outcome for.
  private static func dryRun(_ files: [String], threads: Int = 1, cache: OutcomeCache? = nil) throws -> Int {
    let book = try rules.get()
    var count = 0
    let migration = TreeMigration(book: book, options: .init(cache: cache, work: OrderedWork(threads: threads)))
    try migration.rewrite(files) { _ in count += 1 }
    return count
  }

  private static let rules = Result { try RuleBook(directory: root.appendingPathComponent("Rules"), vocabulary: ActionRegistry.vocabulary) }

  private static func bareParse(_ files: [String]) throws -> Int {
    var count = 0
    for file in files {
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
      if Parser.parse(source: text).statements.count >= 0 { count += 1 }
    }
    return count
  }

  private static func lint(_ files: [String]) throws -> Int {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swift", "format", "lint"] + files
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return files.count
  }
}
