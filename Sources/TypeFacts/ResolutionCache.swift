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

  private let directory: String
  private let program: String

  init(_ directory: String, _ compiler: FlowCompiler, _ files: [ProgramFile], era: String) {
    var question = "names 1\nera \(era)\n\(compiler.indexCircumstances)"
    for file in files { question += "file \(file.name) \(file.bytes.count)\n\(String(decoding: file.bytes, as: UTF8.self))\n" }
    (self.directory, program) = (directory, question)
  }

  private func question(about name: String) -> String { "\(program)about \(name)\n" }

  private func path(_ question: String) -> String { "\(directory)/names-\(String(ProgramCache.hash(Array(question.utf8)), radix: 16))" }

  /// The answer that was kept about a file, if the question was the same.
  func answer(about name: String) -> Answer? {
    let question = question(about: name)
    guard let data = FileManager.default.contents(atPath: path(question)) else { return nil }
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
  func keep(_ answer: Answer, about name: String) {
    let question = question(about: name)
    let lines = switch answer {
    case .complaint(let text): ["complaint \(text)"]
    case .names(let names): names.map { "\($0.line) \($0.column) \($0.usr)" }
    }
    try? Data((question + (lines + ["end"]).joined(separator: "\n")).utf8).write(to: URL(fileURLWithPath: path(question)), options: .atomic)
  }
}
