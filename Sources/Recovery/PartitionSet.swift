import Foundation
import GRDB

/// All files of one store, checked to belong together.
struct PartitionSet: Sendable {
  /// In order of their numbers.
  let partitions: [Partition]

  /// Opens the store whose files lie in one or several directories.
  ///
  /// Throws `NoPartitionsError`, `MissingPartitionsError`, or a `RecoveryError`.
  init(in directories: [String], readOnly: Bool = false) throws {
    try self.init(directories.flatMap(Self.files), of: directories.joined(separator: ";"), readOnly: readOnly)
  }

  /// Opens files as those of the store in `place`.
  init(_ files: [String], of place: String, readOnly: Bool = false) throws {
    if files.isEmpty { throw NoPartitionsError(directory: place) }
    let found = try files.map { try Partition($0, readOnly: readOnly) }
    let counts = Set(found.map(\.count))
    guard counts.count == 1, let count = counts.first else {
      let list = counts.sorted().map(String.init).joined(separator: " and of ")
      throw RecoveryError(
        .inconsistentCounts, place,
        "inconsistent partition counts, there are files of stores of \(list) partitions; leave only those of one store")
    }
    let byIndex = Dictionary(grouping: found, by: \.index)
    if let twice = byIndex.values.first(where: { $0.count > 1 }) {
      let paths = twice.map { "'\($0.path)'" }.joined(separator: " and ")
      throw RecoveryError(
        .inconsistentCounts, place, "inconsistent partitions, \(paths) are both number \(twice[0].index); leave only one of them")
    }
    let missing = (0..<count).filter { byIndex[$0] == nil }
    if !missing.isEmpty { throw MissingPartitionsError(directory: place, expected: count, missing: missing) }
    partitions = found.sorted { $0.index < $1.index }
  }

  /// Where the next execution begins; throws `InconsistentPartitionsError` when some file has forgotten too much for that.
  func resumePoint(firstEpoch: Int) throws -> ResumePoint {
    let point = ResumePoint(of: try partitions.map { (try $0.executions, try $0.fronts) }, firstEpoch: firstEpoch)
    for partition in partitions {
      if let commit = try partition.commitEpoch, commit > point.resumeEpoch {
        throw InconsistentPartitionsError(path: partition.path, commitEpoch: commit, resumeEpoch: point.resumeEpoch)
      }
    }
    return point
  }

  /// Looks through every page of every file; throws a `RecoveryError` for the first that is damaged.
  func verify() throws {
    for partition in partitions { try partition.verify() }
  }

  /// The ids of the steps, other than some, that have a state before an epoch; those all of whose keys are discarded have none.
  func steps(besides known: Set<String>, before epoch: Int) throws -> [String] {
    struct Found: Error {}
    return try Set(partitions.flatMap { try $0.stepIDs }).subtracting(known).filter { step in
      do {
        for partition in partitions { try partition.readStates(of: step, before: epoch) { _, _ in throw Found() } }
        return false
      } catch is Found { return true }
    }.sorted()
  }

  func close() throws {
    for partition in partitions { try partition.close() }
  }

  /// The paths of the partition files in a directory.
  static func files(in directory: String) throws -> [String] {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
      throw RecoveryError(.directoryMissing, directory, "the directory is not there or cannot be read; make it first")
    }
    return names.filter { $0.hasPrefix("part-") && $0.hasSuffix(".sqlite3") }.sorted().map { "\(directory)/\($0)" }
  }
}

/// Makes the files of a new store, `part-0.sqlite3` and so on, spread over one or several directories in turn.
///
/// The directories must exist and be without partitions, and are so again when it fails.
public func makeRecoveryPartitions(in directories: [String], count: Int) throws {
  try expectRoom(in: directories, for: count)
  try Partition.create((0..<count).map { Partition.path($0, in: directories[$0 % directories.count]) })
}

/// Throws unless a store of this size can be made in directories.
func expectRoom(in directories: [String], for count: Int) throws {
  let range = StoredRange.partitionCount
  guard range.contains(count), !directories.isEmpty else {
    throw RecoveryError(
      .badCount, directories.joined(separator: ";"),
      "a store cannot have \(count) partitions; ask for \(range.lowerBound) to \(range.upperBound)")
  }
  for directory in directories {
    if let file = try PartitionSet.files(in: directory).first {
      throw RecoveryError(.partitionsExist, file, "there are partitions already; choose an empty directory, or go on with these")
    }
  }
}

/// Makes a store for a fixed number of workers unless it is there; one that was left half made and never used is completed.
public func makeRecoveryPartitions(onFirstUseIn directory: String, count: Int) throws {
  let files = try PartitionSet.files(in: directory)
  if files.isEmpty { return try makeRecoveryPartitions(in: [directory], count: count) }
  let found = try files.map { try Partition($0) }
  guard Set(found.map(\.count)) == [count], try found.allSatisfy({ try $0.executions.isEmpty }) else { return }
  for index in 0..<count where !found.contains(where: { $0.index == index }) {
    try Partition.create(Partition.path(index, in: directory), index: index, count: count)
  }
}
