import Foundation

/// `Fuzz`: makes inputs that nobody would write, and holds that none ends the process, takes long or comes to something wrong.
///
///     Fuzz [--seed N] [--count N | --minutes M] [--jobs N] [--size BYTES] [--only KIND] [--failures FOLDER]
///     Fuzz --judge FILE…      judges files again, such as those that an earlier run wrote into its folder of failures
@main
struct Fuzz {
  static func main() throws {
    let options = try Options(Array(CommandLine.arguments.dropFirst()))
    if let job = options.job { return try FuzzJob(options).run(from: job) }
    if !options.files.isEmpty { return try FuzzJob(options).judge(options.files) }
    exit(try FuzzRun(options).run() ? 0 : 1)
  }
}

/// What was said on the command line.
struct Options {
  var seed: UInt64 = 1
  var count = 2_000
  var minutes: Double?
  var jobs = ProcessInfo.processInfo.activeProcessorCount
  var failures = ".build/fuzz-failures"
  var only: FuzzInput.Kind?
  var files: [String] = []
  /// The first number of a job, which does every `jobs`th.
  var job: Int?
  #if DEBUG
  var size = 6_000
  var seconds = 60.0
  #else
  var size = 400_000
  var seconds = 5.0
  #endif
  var megabytes = 500

  /// Why the command line means nothing.
  struct Wrong: Error, CustomStringConvertible { let description: String }

  init(_ words: [String]) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--judge" {
        files = Array(rest)
        return
      }
      guard let value = rest.popFirst() else { throw Wrong(description: "'\(word)' has no value; give one behind it") }
      switch word {
      case "--seed": seed = UInt64(value) ?? 1
      case "--count": count = Int(value) ?? count
      case "--minutes": minutes = Double(value)
      case "--jobs": jobs = max(1, Int(value) ?? 1)
      case "--size": size = Int(value) ?? size
      case "--only": only = FuzzInput.Kind(rawValue: value)
      case "--failures": failures = value
      case "--job": job = Int(value)
      default: throw Wrong(description: "'\(word)' means nothing here; see Tests/Fuzz/Fuzz.swift")
      }
    }
  }

  /// The command line of a job.
  func words(from job: Int) -> [String] {
    let kind = only.map { ["--only", $0.rawValue] } ?? []
    return ["--seed", "\(seed)", "--count", "\(count)", "--jobs", "\(jobs)", "--size", "\(size)", "--job", "\(job)"] + kind
  }
}
