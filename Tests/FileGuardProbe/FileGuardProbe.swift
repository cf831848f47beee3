import FileGuard
import Foundation

/// `FileGuardProbe THREADS WORD…`: judges words as if they were files, and shows each in order. Some words are bad for whoever judges them.
@main
struct FileGuardProbe {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst(2))
    let fileGuard = FileGuard(limits: .init(seconds: 0.5, megabytes: 100))
    fileGuard.start()
    let threads = fileGuard.isOneAtATime ? 1 : Int(CommandLine.arguments[1]) ?? 1
    for first in stride(from: 0, to: words.count, by: threads) {
      let some = words[first..<min(first + threads, words.count)]
      // As many threads as words, so that several are judged at once.
      let running = some.map { word in Running(word, fileGuard) }
      for (word, thread) in zip(some, running) {
        let verdict = thread.verdict
        fileGuard.show { print("\(word): \(verdict)") }
      }
    }
    fileGuard.stop()
    print("all done")
  }
}

/// One word on a thread of its own.
///
/// `@unchecked Sendable`: `text` is set before `isDone` is signalled and read behind it.
private final class Running: @unchecked Sendable {
  private let isDone = DispatchSemaphore(value: 0)
  private var text = ""

  init(_ word: String, _ fileGuard: FileGuard) {
    let thread = Thread { [self] in
      text = fileGuard.refusal(of: word) ?? fileGuard.judging(word, joined: word.hasPrefix("joined") && fileGuard.mayJoin(word)) {
        Self.judge(word, isAlone: !fileGuard.mayJoin(word))
      }
      isDone.signal()
    }
    thread.stackSize = 1 << 20
    thread.start()
  }

  var verdict: String {
    isDone.wait()
    return text
  }

  private static func judge(_ word: String, isAlone: Bool) -> String {
    if word.hasPrefix("trap") { return "\([Int]()[word.count])" }
    if word.hasPrefix("deep") { return "\(depth(word.count))" }
    if word.hasPrefix("abort") { abort() }
    if word.hasPrefix("joined"), !isAlone { abort() }
    if word.hasPrefix("slow") { while word.count > 0 {} }
    if word.hasPrefix("large") {
      var kept: [[UInt8]] = []
      while true { kept.append([UInt8](repeating: UInt8(kept.count & 255), count: 1 << 20)) }
    }
    return "good"
  }

  private static func depth(_ number: Int) -> Int { number == Int.min ? 0 : depth(number + 1) + [number].count }
}
