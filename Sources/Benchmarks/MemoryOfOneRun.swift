import Foundation

/// The peak memory of a process that does nothing but one workload's engine side, once.
///
/// Such a process starts before the command line is parsed and needs no more of Foundation than the flow does: nearly all of a small
/// flow's memory is the code of shared libraries, which counts as soon as it is touched.
enum MemoryOfOneRun {
  private static let flag = "--memory-of"

  /// The workload this process was started for, if it was.
  static var askedFor: String? {
    let arguments = CommandLine.arguments
    return arguments.count == 3 && arguments[1] == flag ? arguments[2] : nil
  }

  /// Megabytes.
  static func measure(_ id: String) throws -> Double {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    child.arguments = [flag, id]
    let output = Pipe()
    child.standardOutput = output
    try child.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    child.waitUntilExit()
    guard let peak = text.split(separator: "\n").last.flatMap({ Double($0) }) else {
      throw BenchmarkError("\(id): the process that measures memory printed '\(text)'")
    }
    return peak
  }

  /// Does some work and prints the peak.
  static func printPeak(of work: () throws -> Void) {
    do { try work() } catch { print(error) }
    print(ownPeak)
  }

  /// The largest resident size this process has had since it began to run its program, in megabytes.
  static var ownPeak: Double {
    #if os(Linux)
    // Not `getrusage`, whose figure starts at the size of the process that started this one.
    guard let status = fopen("/proc/self/status", "r") else { return .nan }
    defer { fclose(status) }
    var line = [CChar](repeating: 0, count: 128)
    var kilobytes = Double.nan
    while fgets(&line, 128, status) != nil {
      if strncmp(line, "VmHWM:", 6) == 0 { kilobytes = strtod(Array(line[6...]), nil) }
    }
    return kilobytes / 1024
    #else
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss) / 1_048_576
    #endif
  }
}
