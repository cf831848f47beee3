/// How the files of a journal stand on their way to a goal; everything that is kept for it is read and checked.
struct JournalSurvey {
  /// Those that have the goal's text.
  private(set) var arrived: [JournalFile] = []
  /// Those that do not, and whose text for it is there, whole.
  private(set) var waiting: [JournalFile] = []
  /// Those whose text for it is not, and why.
  private(set) var lost: [String] = []
  /// Those that hold a text which is none of their own, or cannot be read.
  private(set) var strange: [(file: JournalFile, error: SourceWritesError)] = []
  var strangers: [SourceWritesError] { strange.map(\.error) }

  init(_ record: JournalRecord, _ journal: JournalFiles, to goal: JournalGoal) {
    for file in record.ordered {
      do {
        let now = try file.target.contents()
        guard TextMark(now) != file.text(goal).mark else {
          arrived.append(file)
          continue
        }
        guard Self.isKnown(now, file, record, journal) else { throw SourceWritesError(.editedSince, at: file.target.path) }
        _ = try journal.text(file.text(goal))
        waiting.append(file)
      } catch let loss as KeptText.Loss {
        lost.append("\(file.target.path): its \(goal) text \(loss.words)")
      } catch {
        strange.append((file, error as? SourceWritesError ?? SourceWritesError(.cannotBeRead("\(error)"), at: file.target.path)))
      }
    }
  }

  /// Whether a file may be found like this: with one of its texts, or caught in the middle of being written.
  static func isKnown(_ now: [UInt8], _ file: JournalFile, _ record: JournalRecord, _ journal: JournalFiles) -> Bool {
    let texts = [file.old, file.new] + record.formerTexts(of: file)
    let mark = TextMark(now)
    return texts.contains { $0.mark == mark } || isTorn(now, file, texts, journal)
  }

  /// Whether a file that is written in place was caught in the middle of it: new at the front, old from there on, and behind
  /// what was longer than before, some of that.
  private static func isTorn(_ now: [UInt8], _ file: JournalFile, _ texts: [KeptText], _ journal: JournalFiles) -> Bool {
    do {
      guard try file.target.isInPlace() else { return false }
      let texts = try texts.map(journal.text)
      return texts.contains { before in
        texts.contains { after in
          guard now.count >= before.count, now.count <= max(before.count, after.count) else { return false }
          let written = zip(now, after).prefix { $0 == $1 }.count
          let kept = min(written, before.count)
          return now[kept..<before.count] == before[kept...]
            && now[before.count...] == after.dropFirst(before.count).prefix(now.count - before.count)
        }
      }
    } catch {
      // Without all its texts nobody can tell, so it counts as edited.
      return false
    }
  }
}
