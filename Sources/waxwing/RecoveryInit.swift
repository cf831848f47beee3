import ArgumentParser
import Foundation
import Recovery

/// `waxwing recovery init`: makes the partitions of a new store.
struct RecoveryInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make the partitions of a new store.",
    discussion: "Choose as many partitions as the flow will ever have workers that should write at the same time; the number stays.")

  @Argument(help: "The directory, which is made if it is not there; several, separated by semicolons, spread the partitions.")
  var directory: String

  @Argument(help: "How many partitions to make.")
  var count: Int

  func run() throws {
    let directories = try storeDirectories(directory)
    // What cannot be made is told of where its partitions are.
    for path in directories { try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
    try makeRecoveryPartitions(in: directories, count: count)
    print("made \(count) partition\(count == 1 ? "" : "s") in \(directory)")
  }
}

/// The directories of a store, as flags name them.
func storeDirectories(_ argument: String) throws -> [String] {
  let directories = argument.split(separator: ";").map(String.init)
  if directories.isEmpty { throw ValidationError("the directory has no name; give the path of a directory") }
  return directories
}
