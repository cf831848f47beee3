import ArgumentParser
import DeploymentFiles
import Foundation
import MigrationReport
import Recovery
import SourceFacts
import TreeMigration

/// The recovery stores that flows have written, as far as somebody says which they are.
///
/// One that was named on the command line counts most, then what the flow's own text names, what starts the flow, and the environment.
struct KnownStores: Sendable {
  private let named: StoreAtHand?
  private let stores: NamedStores
  private let environment: String?

  /// Throws for a store that was named on the command line and cannot be read.
  init(_ directory: String?, deployment files: [String]) throws {
    named = try directory.map {
      StoreAtHand(directory: $0, successor: Self.successor(of: $0, in: ""), contents: try Self.contents(of: $0))
    }
    stores = NamedStores(files)
    let variables = ProcessInfo.processInfo.environment
    environment = ["BYTEWAX_RECOVERY_DIRECTORY", "BYTEWAX_SQLITE_DIRECTORY"].lazy.compactMap { variables[$0] }.first {
      !$0.isEmpty
    }
  }

  /// The store of a flow, given what the flow's text names.
  func store(of path: String, naming own: String?) -> StoreAtHand? {
    if let named { return named }
    let found = own.map { NamedStores.Named(directory: $0, folder: stores.folder(of: path)) } ?? stores.store(of: path)
    guard let directory = found?.directory ?? environment else { return nil }
    let folder = found?.folder
    // A store that only a file names may be anything, or not be here; then its name is what is known.
    let place = Self.place(directory, in: folder ?? "")
    let contents = Self.isOrdinary(place) ? try? Self.contents(of: place) : nil
    return StoreAtHand(
      directory: directory, successor: Self.successor(of: directory, in: folder ?? ""), contents: contents, folder: folder,
      place: Self.plain(place))
  }

  /// A store's directories as they are reached from here.
  private static func place(_ directory: String, in folder: String) -> String {
    directory.split(separator: ";").map { $0.hasPrefix("/") || folder.isEmpty ? String($0) : "\(folder)/\($0)" }.joined(
      separator: ";")
  }

  /// One name for each place.
  private static func plain(_ place: String) -> String {
    place.split(separator: ";").map { URL(filePath: String($0)).standardizedFileURL.resolvingSymlinksInPath().path }.joined(
      separator: ";")
  }

  private static func contents(of directory: String) throws -> StoreAtHand.Contents {
    let report = try StoreReport(of: try storeDirectories(directory))
    return .init(partitions: report.partitions.count, steps: Set(report.steps.filter { $0.keys > 0 }.map(\.id)))
  }

  /// Whether all partitions are files, and not something that would wait for a writer.
  private static func isOrdinary(_ directory: String) -> Bool {
    directory.split(separator: ";").allSatisfy { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: String(folder))) ?? []
      return names.filter { $0.hasPrefix("part-") }.allSatisfy { name in
        var facts = stat()
        return lstat("\(folder)/\(name)", &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
      }
    }
  }

  /// A folder beside the store that is not there yet.
  private static func successor(of directory: String, in folder: String) -> String {
    let first = directory.split(separator: ";").first.map(String.init) ?? directory
    let base = (first.count > 1 && first.hasSuffix("/") ? String(first.dropLast()) : first) + "-\(Era.newest.rawValue)"
    return ([base] + (2...9).map { "\(base)-\($0)" }).first { !FileManager.default.fileExists(atPath: place($0, in: folder)) }
      ?? base
  }
}
