import Foundation

/// The most memory that this process had at once for one input. The kernel keeps it; samples would miss what lives for a millisecond.
struct PeakMemory {
  /// What the process had before its first input. What inputs leave behind counts for all that follow, so that leaks show too.
  private let before = PeakMemory.megabytes("VmRSS:")

  /// Begins to count for the next input.
  ///
  /// Where the kernel does not let a process do so, the peak stays that of all inputs up to now.
  func forget() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  var megabytes: Int { max(0, PeakMemory.megabytes("VmHWM:") - before) }

  private static func megabytes(_ field: String) -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(field) })
    else { return 0 }
    return (line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0) >> 10
  }
}
