import Foundation

/// Which of its two texts every file of a journal is to have.
package enum JournalGoal: String, Codable, Sendable { case old, new }

/// The lines of a journal, in the order in which they were written.
struct JournalLog {
  /// A line; each says what begins or has ended, so that a process that finds the log knows what may have been done.
  enum Line: Codable, Equatable {
    /// A file whose texts are about to be put aside, and what changes in it.
    case file(WriteTarget, parts: [TextPart])
    /// All texts are put aside; from here on every file goes to this goal.
    case goal(JournalGoal)
    /// Every file has reached this goal.
    case reached(JournalGoal)
    /// Some files, by their numbers, have another new text from here on, in which only these parts are changed.
    case revised([Int: [TextPart]])
  }

  let lines: [Line]

  /// Reads a log; a line that was cut off counts as not written.
  init(_ bytes: [UInt8]) { lines = Self.texts(bytes).compactMap(Self.line) }

  /// Whether the files of a log have arrived, told from its end: the rest is as long as what was written.
  static func isFinished(_ bytes: [UInt8]) -> Bool {
    if case .reached? = texts(bytes).reversed().lazy.compactMap(line).first { true } else { false }
  }

  private static func texts(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "\n")) }

  private static func line(_ text: ArraySlice<UInt8>) -> Line? { try? JSONDecoder().decode(Line.self, from: Data(text)) }

  static func bytes(of line: Line) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A line begins anew, whatever was cut off before it.
    return [UInt8(ascii: "\n")] + Array(try encoder.encode(line)) + [UInt8(ascii: "\n")]
  }

  var targets: [WriteTarget] { lines.compactMap { if case .file(let target, _) = $0 { target } else { nil } } }
  /// How often new texts were put in the place of others.
  var revisions: Int { lines.count { if case .revised = $0 { true } else { false } } }
  /// What is changed in each file.
  var parts: [[TextPart]] {
    var parts = lines.compactMap { if case .file(_, let parts) = $0 { parts } else { nil } }
    for case .revised(let newer) in lines { for (number, newer) in newer where parts.indices.contains(number) { parts[number] = newer } }
    return parts
  }
  /// Where the files were last on their way to; nil before anything was written.
  var goal: JournalGoal? { lines.reversed().lazy.compactMap { if case .goal(let goal) = $0 { goal } else { nil } }.first }
  /// Whether they have arrived.
  var isFinished: Bool { if case .reached? = lines.last { true } else { false } }
}
