import ArgumentParser
import BytewaxRunner
import Foundation
import Recovery

/// `waxwing recovery init`: makes the partitions of a new store.
struct RecoveryInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make the partitions of a new store.",
    discussion: "Choose as many partitions as the flow will ever have workers that should write at the same time; the number stays.")

  @Argument(help: "The directory, made when it is not there; several, separated by semicolons, spread the partitions.")
  var directory: String

  @Argument(help: "How many partitions to make.")
  var count: Int

  func run() throws {
    let directories = try storeDirectories(directory)
    for directory in directories { try makeStoreDirectory(directory) }
    try makeRecoveryPartitions(in: directories, count: count)
    print("made \(counted(count, "partition")) in \(directory)")
  }
}

/// Makes a directory for a store, unless it is there.
func makeStoreDirectory(_ path: String) throws {
  do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
    throw SettingsError("recovery store '\(path)': the directory cannot be made; choose another place, or give this user the right to write there")
  }
}

/// A number with its word, in the plural where it should be.
func counted(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

/// The directories of a store, as flags name them.
func storeDirectories(_ argument: String) throws -> [String] {
  let directories = argument.split(separator: ";").map(String.init)
  if directories.isEmpty { throw ValidationError("the directory has no name; give the path of a directory") }
  return directories
}
