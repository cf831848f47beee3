/// The flags of a flow's command line that one era or another has.
enum FlowFlag: CaseIterable {
  case workers, processes, recovery, sqlite, snapshot, epoch, backup, processID, addresses, era

  var names: [String] {
    switch self {
    case .workers: ["-w", "--workers-per-process"]
    case .processes: ["-p", "--processes"]
    case .recovery: ["-r", "--recovery-directory"]
    case .sqlite: ["--sqlite-directory"]
    case .snapshot: ["-s", "--snapshot-interval"]
    case .epoch: ["--epoch-interval"]
    case .backup: ["-b", "--backup-interval"]
    case .processID: ["-i", "--process-id"]
    case .addresses: ["-a", "--addresses"]
    case .era: ["--era"]
    }
  }
}

/// A flow's command line, taken apart as the flow's own program does it.
struct FlagLine {
  /// A flag with its value.
  struct Entry {
    let flag: FlowFlag
    /// How it is spelled here, as `-p` or `--processes`.
    let name: String
    let word: CommandWord
    /// The word with the value; the same when they are written as one.
    let value: CommandWord
    /// The value, when it is known.
    let text: String?
    /// The numbers of the words, from the flag to the value.
    let words: ClosedRange<Int>

    var isJoined: Bool { words.count == 1 }
  }

  let entries: [Entry]
  /// The word that names the flow, or the last one before the flags.
  let subject: Int
  /// The first word that may be any number of words.
  let unknown: Int?
  /// The first word of several letters that each are a flag, as `-vp`.
  let group: Int?

  init(_ words: [CommandWord], first: Int, isRun: Bool) {
    var entries: [Entry] = []
    var subject = first - 1
    var hasSubject = false
    var number = first
    var group: Int?
    reading: while number < words.count {
      let word = words[number]
      if word.text == "--" { break }
      if word.isGroupOfFlags {
        group = group ?? number
        number += 1
        continue
      }
      for flag in FlowFlag.allCases {
        for name in flag.names {
          if word.text == name, word.isKnown {
            guard number + 1 < words.count else { break reading }
            let value = words[number + 1]
            entries.append(
              Entry(
                flag: flag, name: name, word: word, value: value, text: value.isKnown ? value.text : nil,
                words: number...number + 1))
            number += 2
            continue reading
          }
          let isLong = name.hasPrefix("--")
          let head = isLong ? name + "=" : name
          if word.text.hasPrefix(head), word.text != head, isLong || !word.text.hasPrefix("--") {
            let text = String(word.text.dropFirst(head.count))
            entries.append(
              Entry(flag: flag, name: name, word: word, value: word, text: word.isKnown ? text : nil, words: number...number))
            number += 1
            continue reading
          }
        }
      }
      if !hasSubject, isRun, !word.text.hasPrefix("-"), !word.isMany {
        hasSubject = true
        subject = number
      }
      number += 1
    }
    self.entries = entries
    self.subject = subject
    self.group = group
    // What stands where a flag's value does is that value.
    let values = Set(entries.map(\.words.upperBound))
    unknown = words.indices.first { $0 >= first && words[$0].isMany && !values.contains($0) }
  }

  /// The last entry of a flag, which is the one that counts.
  subscript(_ flags: FlowFlag...) -> Entry? { entries.last { flags.contains($0.flag) } }

  func isTwice(_ flags: FlowFlag...) -> Bool { entries.filter { flags.contains($0.flag) }.count > 1 }
}

extension CommandWord {
  /// Whether it is one dash and letters of which each is a flag of its own; what `-r` is given may follow it in the same word.
  fileprivate var isGroupOfFlags: Bool {
    let letters = text.dropFirst()
    return isKnown && text.hasPrefix("-") && letters.count > 1 && letters.allSatisfy("abiprswv".contains)
  }
}
