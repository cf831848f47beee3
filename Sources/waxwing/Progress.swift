import Foundation

/// A line on the terminal that says how far long work is; nothing when nobody sits before it, or the work is short.
struct Progress {
  private let total: Int
  private let what: String
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var done = 0
  private var shown = 0

  init(total: Int, of what: String = "files") {
    (self.total, self.what) = (total, what)
    isShown = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// One more is done.
  mutating func step() {
    done += 1
    guard isShown, ContinuousClock.now - start > .milliseconds(500) else { return }
    let percent = done * 100 / max(total, 1)
    guard percent != shown else { return }
    shown = percent
    let filled = String(repeating: "#", count: percent / 4) + String(repeating: ".", count: 25 - percent / 4)
    FileHandle.standardError.write(Data("\r[\(filled)] \(done) of \(total) \(what)".utf8))
  }

  /// Takes the line away.
  func end() {
    if shown > 0 { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
