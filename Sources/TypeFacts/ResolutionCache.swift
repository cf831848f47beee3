import FlowCompiler
import Foundation

/// Keeps what the compiler said of a file, one file an answer, beside the compiled programs.
///
/// The name is only a hash of what was asked; an answer counts when the whole question, kept with it, is equal.
struct ResolutionCache {
  /// What the compiler said.
  enum Answer: Equatable {
    case names([IndexedName])
    case complaint(String)
  }

  private let path: String
  private let question: String

  init(_ directory: String, _ compiler: FlowCompiler, _ files: [ProgramFile], era: String) {
    var question = "names 1\nera \(era)\n\(compiler.indexCircumstances)"
    for file in files { question += "file \(file.name) \(file.bytes.count)\n\(String(decoding: file.bytes, as: UTF8.self))\n" }
    self.question = question
    path = "\(directory)/names-\(String(Self.hash(question), radix: 16))"
  }

  /// The answer that was kept, if the question was the same.
  var answer: Answer? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    guard text.hasPrefix(question) else { return nil }
    var lines = text.dropFirst(question.count).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.last == "end" else { return nil }
    lines.removeLast()
    if let complaint = lines.first, complaint.hasPrefix("complaint ") { return .complaint(String(complaint.dropFirst(10))) }
    var names: [IndexedName] = []
    for line in lines {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let row = Int(parts[0]), let column = Int(parts[1]) else { return nil }
      names.append(IndexedName(line: row, column: column, usr: String(parts[2])))
    }
    return .names(names)
  }

  /// Keeps an answer. A cache that cannot be written forgets it.
  func keep(_ answer: Answer) {
    let lines = switch answer {
    case .complaint(let text): ["complaint \(text)"]
    case .names(let names): names.map { "\($0.line) \($0.column) \($0.usr)" }
    }
    try? Data((question + (lines + ["end"]).joined(separator: "\n")).utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// FNV-1a.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
