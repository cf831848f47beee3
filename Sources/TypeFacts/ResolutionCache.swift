import FlowCompiler
import Foundation
import PrivateFolders

/// Keeps what the compiler said of a program, beside the compiled programs.
///
/// The name is only a hash of what was asked; an answer counts when the whole question, kept with it, is equal.
struct ResolutionCache {
  /// What the compiler said.
  enum Answer: Equatable {
    /// The names of each file, by the file's name.
    case names([String: [IndexedName]])
    case complaint(String)
  }

  private let question: Data
  private let path: String

  init(_ directory: String, _ compiler: FlowCompiler, _ files: [ProgramFile], era: String) {
    var question = Data("names 2\nera \(era)\n\(compiler.indexCircumstances)".utf8)
    for file in files { question += Data("file \(file.name) \(file.bytes.count)\n".utf8) + file.bytes + [UInt8(ascii: "\n")] }
    self.question = question
    path = "\(directory)/names-\(String(ProgramCache.hash(Array(question)), radix: 16))"
  }

  /// The answer that was kept, if the question was the same.
  var answer: Answer? {
    guard let data = OwnFile.read(path), data.prefix(question.count).elementsEqual(question) else { return nil }
    var lines = String(decoding: data.dropFirst(question.count), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popLast() == "end" else { return nil }
    if let complaint = lines.first, complaint.hasPrefix("complaint ") { return .complaint(String(complaint.dropFirst(10))) }
    var names: [String: [IndexedName]] = [:]
    while let head = lines.popFirst() {
      let parts = head.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, parts[0] == "names", let count = Int(parts[1]), count <= lines.count else { return nil }
      let found = lines.prefix(count).compactMap(Self.name)
      guard found.count == count else { return nil }
      names[String(parts[2])] = found
      lines = lines.dropFirst(count)
    }
    return .names(names)
  }

  /// Keeps an answer. A cache that cannot be written forgets it.
  func keep(_ answer: Answer) {
    let lines = switch answer {
    case .complaint(let text): ["complaint \(text)"]
    case .names(let byFile):
      byFile.sorted { $0.key < $1.key }.flatMap { file, names in
        ["names \(names.count) \(file)"] + names.map { "\($0.line) \($0.column) \($0.usr)" }
      }
    }
    _ = OwnFile.write(question + Array((lines + ["end"]).joined(separator: "\n").utf8), to: path)
  }

  private static func name(_ line: Substring) -> IndexedName? {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, let row = Int(parts[0]), let column = Int(parts[1]) else { return nil }
    return IndexedName(line: row, column: column, usr: String(parts[2]))
  }
}
