import FlowCompiler
import Foundation
import SourceFacts
import Synchronization

/// The files that a compiler sees together, and what it said of them, era by era.
final class IndexedProgram: Sendable {
  /// By name.
  private let files: [ProgramFile]
  /// Whether it is a single file that no package compiles with others.
  let isAlone: Bool
  /// The other targets of its package that the program imports, each behind those that it imports itself.
  let imported: [TargetFiles.Target]
  private let answers = Mutex<[Era: ResolutionCache.Answer]>([:])

  /// The program of some files of one target, or of a file that stands alone; the target's other files are read.
  init(_ files: [(path: String, bytes: [UInt8])]) {
    let others = files.first.map { TargetFiles.beside($0.path, except: Set(files.map(\.path))) } ?? []
    isAlone = files.count == 1 && others.isEmpty
    let alone = isAlone
    self.files = (files.map { ProgramFile(name: alone ? Self.script : Self.name(of: $0.path), bytes: $0.bytes) } + others)
      .sorted { $0.name < $1.name }
    let folder = files.first.flatMap { TargetFiles.folder(of: $0.path) }
    imported = if let folder { TargetFiles.imported(by: self.files, in: folder) } else { [] }
  }

  /// What the compiler calls a file of the program.
  func name(of file: ParsedFile) -> String { isAlone ? Self.script : Self.name(of: file.path) }

  /// Whether a file is one of the program's, as it was read.
  func holds(_ file: ParsedFile) -> Bool { files.contains { $0.name == name(of: file) && $0.bytes == file.bytes } }

  /// What the compiler says of the files; it is asked once an era.
  func answer(
    _ era: Era, _ ask: (_ files: [ProgramFile], _ imported: [TargetFiles.Target]) throws -> ResolutionCache.Answer
  ) rethrows -> ResolutionCache.Answer {
    try answers.withLock { answers in
      if let known = answers[era] { return known }
      let answer = try ask(files, imported)
      answers[era] = answer
      return answer
    }
  }

  private static let script = "main.swift"
  private static func name(of path: String) -> String { (path as NSString).lastPathComponent }
}
