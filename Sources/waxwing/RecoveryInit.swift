import ArgumentParser
import BytewaxRunner
import Foundation
import Recovery

/// `waxwing recovery init`: makes the partitions of a new store.
struct RecoveryInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make the partitions of a new store.",
    discussion:
      "Choose as many partitions as the flow will ever have workers that should write at the same time; the number stays.")

  @Argument(help: "The directory, made when it is not there; several, separated by semicolons, spread the partitions.")
  var directory: String

  @Argument(help: "How many partitions to make.")
  var count: Int

  func run() throws {
    let directories = try storeDirectories(directory)
    try makingDirectories(directories) { try makeRecoveryPartitions(in: directories, count: count) }
    print("made \(counted(count, "partition")) in \(directory)")
  }
}

/// Makes those directories for a store that are not there, and takes just these away again when `body` fails.
func makingDirectories<T>(_ paths: [String], _ body: () throws -> T) throws -> T {
  var made: [String] = []
  do {
    for path in paths where !makeDirectory(path, &made) {
      throw SettingsError(
        "recovery store '\(path)': the directory cannot be made; choose another place, or give this user the right to write there"
      )
    }
    return try body()
  } catch {
    // What is not empty stays.
    for path in made.reversed() { rmdir(path) }
    throw error
  }
}

/// Makes a directory and those above it, as far as they are not there, and notes which. What stands there and is none, is found by its user.
private func makeDirectory(_ path: String, _ made: inout [String]) -> Bool {
  if FileManager.default.fileExists(atPath: path) { return true }
  let above = URL(filePath: path).deletingLastPathComponent().path
  guard above == path || makeDirectory(above, &made), mkdir(path, 0o777) == 0 else { return false }
  made.append(path)
  return true
}

/// A number with its word, in the plural where it should be.
func counted(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

/// The directories of a store, as flags name them.
func storeDirectories(_ argument: String) throws -> [String] {
  let directories = argument.split(separator: ";").map(String.init)
  if directories.isEmpty { throw ValidationError("the directory has no name; give the path of a directory") }
  return directories
}
