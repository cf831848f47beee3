import Foundation
import PrivateFolders

/// Keeps what the compiler said of sources, beside the compiled programs, so that a report, a dry run and a migration ask once.
///
/// The name is only a hash of what was asked; an answer counts when the whole question, kept with it, is equal.
struct JudgementCache {
  private let question: [UInt8]
  private let path: String

  init(_ compiler: FlowCompiler, _ sources: ModuleSources, era: String) throws(FlowCompilerError) {
    let facts = sources.facts.map { "\($0.functions.sorted()) \($0.flows) \($0.runsItself) \($0.hasMainType) \($0.declaresStream)" } ?? ""
    var question = Array(
      "judged 1\nera \(era)\nstrict \(compiler.isStrict)\nmodule \(sources.name) \(sources.languageVersion) \(sources.script ?? -1)\nfacts \(facts)\n".utf8)
    question += Array(compiler.indexCircumstances.utf8)
    for file in sources.files { question += Array("file \(file.path) \(file.bytes.count)\n".utf8) + file.bytes + [UInt8(ascii: "\n")] }
    self.question = question
    path = "\(try compiler.cache.folder().path)/judged-\(String(ProgramCache.hash(Array(question)), radix: 16))"
  }

  /// The diagnostics that were kept, if the question was the same.
  var diagnostics: [CompilerDiagnostic]? {
    guard let data = OwnFile.read(path), data.prefix(question.count).elementsEqual(question) else { return nil }
    var lines = String(decoding: data.dropFirst(question.count), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popLast() == "end" else { return nil }
    let read = lines.map { CompilerDiagnostic($0) }
    return read.contains { $0 == nil } ? nil : read.compactMap(\.self)
  }

  /// Keeps diagnostics. A cache that cannot be written forgets them.
  func keep(_ diagnostics: [CompilerDiagnostic]) {
    let lines = diagnostics.map { "\($0.path):\($0.line):\($0.column): \($0.kind.rawValue): \($0.message)" }
    _ = OwnFile.write(question + Array((lines + ["end"]).joined(separator: "\n").utf8), to: path)
  }
}
