import Foundation
import SourceWrites

/// Writes, goes on with or takes back a change of every `.txt` file of a folder, and kills itself before one of the steps.
///
/// `WriteProbe write|one|resume|undo|without|finish TREE JOURNAL STEP [LIMIT] [FINISHER]`: STEP is counted from 1, 0 lets it live; no file may
/// grow beyond LIMIT bytes, unless that is 0; a finisher is only started when its own STEP is given. Prints how many steps there were.
@main
enum WriteProbe {
  static func main() {
    let words = CommandLine.arguments
    guard words.count >= 5, let last = Int(words[4]) else { exit(64) }
    if words.count > 5, let bytes = UInt64(words[5]), bytes > 0 {
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
      #if os(Linux)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
      setrlimit(RLIMIT_FSIZE, &limit)
      #endif
    }
    var steps = 0
    let journal = WriteJournal(directory: words[3], folder: words[2], isDurable: false, finishing: finisher(words)) { _ in
      steps += 1
      if steps == last { kill(getpid(), SIGKILL) }
    }
    do {
      switch words[1] {
      case "resume": try journal.resume()
      case "undo": try journal.undo()
      case "without": try journal.revise(try journal.withoutChanges(of: "greeting"))
      case "finish": try journal.finish()
      case "one":
        try journal.add(TextReplacement(path: words[2] + "/a", before: Array("old".utf8), after: Array("new text".utf8)))
        try journal.commit()
      default: try write(words[2], journal)
      }
      print(steps)
    } catch {
      print(error)
      exit(1)
    }
  }

  private static func finisher(_ words: [String]) -> [String] {
    words.count > 6 ? [words[0], "finish", words[2], words[3], words[6]] : []
  }

  static func write(_ tree: String, _ journal: WriteJournal) throws {
    try journal.begin()
    for name in try FileManager.default.contentsOfDirectory(atPath: tree).sorted() where name.hasSuffix(".txt") {
      let path = "\(tree)/\(name)"
      let before = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      let greeting = Array("new \(name)\r\n".utf8)
      let parts = [TextPart(old: 0..<0, new: 0..<greeting.count, rules: ["greeting"])]
      try journal.add(TextReplacement(path: path, before: before, after: greeting + before, parts: parts))
    }
    try journal.commit()
  }
}
