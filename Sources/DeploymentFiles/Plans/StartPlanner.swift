import RuleBook
import SourceFacts

/// Plans what becomes of a command that starts a flow, so that the era its flow reaches understands it and gives it what it had.
struct StartPlanner {
  let context: DeploymentContext
  let words: [CommandWord]
  let line: FlagLine
  let runner: CommandWord?
  let visible: VisibleVariables
  let mask: TemplateMask
  /// The file.
  let bytes: [UInt8]
  var plan = StartPlan()
  let flow: DeploymentContext.Flow?

  init(
    _ context: DeploymentContext, _ start: CommandStart, first: Int, runner: Int?, _ visible: VisibleVariables,
    _ reading: DeploymentReading
  ) {
    self.context = context
    self.visible = visible
    (mask, bytes) = (reading.mask, reading.bytes)
    words = start.words
    self.runner = runner.map { start.words[$0] }
    line = FlagLine(words, first: first, isRun: runner != nil)
    flow = words.lazy.compactMap { context.flow(named: $0.text) }.first
    plan.isNamed = flow != nil
    plan.seen = visible.settings
  }

  /// The whole plan.
  mutating func make() -> StartPlan {
    rename(.epoch, .epochFlag)
    rename(.sqlite, .sqliteFlag)
    rename(BytewaxVariable.epochInterval, to: BytewaxVariable.snapshotInterval, .epochVariable)
    rename(BytewaxVariable.sqliteDirectory, to: BytewaxVariable.recoveryDirectory, .sqliteVariable)
    refuseNamesHandedOn()
    requireIntervals()
    processes()
    era()
    refuseGroups()
    doubtUnknownWords()
    // A command that is left is left with all that it sees.
    if !plan.obstacles.isEmpty {
      for (name, id) in [
        (BytewaxVariable.epochInterval, DeploymentRule.epochVariable), (BytewaxVariable.sqliteDirectory, .sqliteVariable),
        (BytewaxVariable.processes, .processes),
      ] { for setting in visible.seen(name)?.settings ?? [] where plan.renamed[setting] == nil { plan.renamed[setting] = id } }
    }
    return plan
  }

  func rule(_ id: DeploymentRule) -> Rule? { context.book[id.rawValue].flatMap { context.crosses($0.hop, of: flow) ? $0 : nil } }

  mutating func change(
    _ rule: DeploymentRule, _ word: CommandWord, _ range: Range<Int>?, _ text: String, _ message: String? = nil,
    at place: Int? = nil
  ) {
    guard let range, !word.isElsewhere else {
      return obstacle(
        rule, word.own.lowerBound, "quotes or variables run through '\(word.text)'; write it as one word, as '\(text)'")
    }
    plan.changes.append(
      .init(
        rule: rule, anchor: word.token.lowerBound, range: range, text: text, place: place ?? range.lowerBound, message: message))
  }

  mutating func obstacle(_ rule: DeploymentRule, _ place: Int, _ message: String) {
    let summary = context.book[rule.rawValue].map { $0.summary + "; " } ?? ""
    plan.obstacles.append(.init(rule: rule, place: place, message: summary + message))
  }

  private mutating func rename(_ flag: FlowFlag, _ id: DeploymentRule) {
    guard let rule = rule(id), let new = rule.edit.first?.argument.text else { return }
    for entry in line.entries where entry.flag == flag {
      change(id, entry.word, entry.word.place(ofFirst: entry.name.utf8.count), new)
      guard flag == .sqlite else { continue }
      let place = entry.word.place(ofFirst: entry.name.utf8.count)?.lowerBound ?? entry.word.own.lowerBound
      remarkStore(entry.text, at: place)
    }
    let newer: FlowFlag = flag == .epoch ? .snapshot : .recovery
    if let old = line[flag], line[newer] != nil {
      obstacle(id, old.word.own.lowerBound, "'\(new)' is given as well; take one of them out")
    }
  }

  private mutating func rename(_ old: String, to new: String, _ id: DeploymentRule) {
    guard rule(id) != nil, readsOldNames, let seen = visible.seen(old) else { return }
    if visible.seen(new) != nil {
      return obstacle(id, words[0].own.lowerBound, "this command sees '\(old)' and '\(new)'; take one of them out")
    }
    for setting in seen.settings { plan.renamed[setting] = id }
    // A flag names the store in the variable's place.
    if id == .sqliteVariable, line[.sqlite] == nil { remarkStore(seen.value, at: words[0].own.lowerBound) }
  }

  /// Says what becomes of a store of 0.16: one that Python wrote is of no use, one of `waxwing run` has partitions already.
  private mutating func remarkStore(_ directory: String?, at place: Int) {
    let name = directory.map { $0.contains(" ") ? "'\($0)'" : $0 } ?? "DIR"
    if let made = rule(.partitions) {
      plan.remarks.append(
        .init(
          rule: .partitions, place: place,
          message: "\(made.summary); unless 'waxwing run' has made it already: waxwing recovery init \(name) 4"))
    }
    if let format = rule(.format) {
      plan.remarks.append(
        .init(
          rule: .format, place: place,
          message: "\(format.summary); one that 'waxwing run' wrote is carried over with 'waxwing recovery import'"))
    }
  }

  /// Whether the variables of 0.16 are read; flags of 0.17 show that they are not, and so does a flow that cannot be of 0.16.
  private var readsOldNames: Bool {
    line[.recovery, .snapshot, .backup] == nil && (context.assumed ?? flow?.oldest ?? .v0_16) < .v0_17
  }

  // MARK: Intervals

  /// From 0.18 on a store needs both intervals; the defaults of before are put in.
  private mutating func requireIntervals() {
    guard let rule = rule(.intervals) else { return }
    let store = line[.recovery, .sqlite]
    let storeVariable =
      visible.seen(BytewaxVariable.recoveryDirectory) ?? (readsOldNames ? visible.seen(BytewaxVariable.sqliteDirectory) : nil)
    guard store != nil || storeVariable != nil else { return }
    let place = store?.word.token.lowerBound ?? words[0].own.lowerBound
    var added: [String] = []
    for interval in Interval.all {
      switch given(interval, besides: store) {
      case true?: continue
      case false?: added += [interval.flag, interval.former]
      case nil:
        obstacle(
          .intervals, place,
          "whether '\(interval.variables[0])' or '\(interval.flag)' is always given cannot be seen from here; "
            + "add \(interval.flag) \(interval.former), what it was until now, where it is not")
        return
      }
    }
    guard !added.isEmpty else { return }
    let carrier = spot(store)
    let message = "\(rule.summary); what it was until now is added: \(added.joined(separator: " "))"
    guard let inCommand = spot(behind: carrier, added, isValue: false) else {
      return obstacle(.intervals, place, "add \(added.joined(separator: " ")), what it was until now")
    }
    plan.addition = .init(
      words: added, place: place, message: message,
      inValue: carrier == store?.value && store?.word.definition == carrier.definition
        ? spot(behind: carrier, added, isValue: true) : nil,
      inCommand: inCommand)
  }

  /// An interval that a store needs.
  private struct Interval {
    let flags: [FlowFlag]
    let flag: String
    let variables: [String]
    /// What it was in 0.17 when nobody said it, in seconds.
    let former: String

    static let all = [
      Interval(
        flags: [.snapshot, .epoch], flag: "-s", variables: [BytewaxVariable.snapshotInterval, BytewaxVariable.epochInterval],
        former: "10"),
      Interval(flags: [.backup], flag: "-b", variables: [BytewaxVariable.backupInterval], former: "86400"),
    ]
  }

  /// Whether an interval is given; nil when that cannot be told.
  private func given(_ interval: Interval, besides store: FlagLine.Entry?) -> Bool? {
    var mayBe = false
    for entry in line.entries where interval.flags.contains(entry.flag) {
      if mask.isThere(entry.word.token.lowerBound, whenever: store?.word.token.lowerBound ?? words[0].own.lowerBound) {
        return true
      }
      mayBe = true
    }
    for variable in interval.variables.filter({ $0 != BytewaxVariable.epochInterval || readsOldNames }).compactMap({ visible[$0] }
    ) {
      if variable.isCertain { return true }
      mayBe = true
    }
    return mayBe ? nil : false
  }

  /// The word behind which flags are put in: the store's value, unless words that are not known stand before it; of two flags the last counts.
  private func spot(_ store: FlagLine.Entry?) -> CommandWord {
    let wanted = store.map(\.words.upperBound) ?? line.subject
    if let unknown = line.unknown, unknown < wanted { return words[unknown - 1] }
    return words[wanted]
  }

  private func spot(behind word: CommandWord, _ added: [String], isValue: Bool) -> StartPlan.Addition.Spot? {
    let text = word.insertion(of: added)
    if isValue {
      guard word.definition != nil, !word.isElsewhere else { return nil }
      return .init(anchor: word.token.lowerBound, offset: word.token.upperBound, text: text)
    }
    // Behind the variable that brought the word, its other words come first: none of them may end the flags, or be one that counts less.
    let siblings = words.drop { $0 != word }.dropFirst().prefix { $0.own == word.own }
    guard !word.isBroken, !siblings.contains(where: { $0.text == "--" || $0.isMany }) else { return nil }
    return .init(anchor: word.own.lowerBound, offset: word.own.upperBound, text: text)
  }

  // MARK: Names in words

  /// `docker run -e NAME` and `env -u NAME` hand a variable on, or take it away, by its name alone.
  private mutating func refuseNamesHandedOn() {
    let names = [
      (BytewaxVariable.epochInterval, DeploymentRule.epochVariable), (BytewaxVariable.sqliteDirectory, .sqliteVariable),
    ]
    for (name, id) in names where rule(id) != nil {
      let forms = ["", "-e", "-u", "--env=", "--unset=", "--preserve-env="].map { $0 + name }
      guard let word = words.first(where: { forms.contains($0.text) }) else { continue }
      obstacle(
        id, word.own.lowerBound, "this command hands '\(name)' on or takes it away by its name; bring the command over by hand")
    }
  }

  // MARK: Words that are not known

  /// Which value belongs to which letter of a word like `-vp` is for a person to take apart, where anything of the command changes.
  private mutating func refuseGroups() {
    guard let group = line.group, rule(.epochFlag) != nil || rule(.processes) != nil else { return }
    let text = words[group].text
    guard text.contains("p") || text.contains("r") || !plan.changes.isEmpty else { return }
    obstacle(
      text.contains("r") ? .intervals : .processes, words[group].own.lowerBound,
      "'\(text)' is several flags in one word; write each as a word of its own")
  }

  private mutating func doubtUnknownWords() {
    guard let unknown = line.unknown, rule(.epochFlag) != nil, flow.map({ $0.from < .v0_18 }) ?? true else { return }
    for word in words where word.isMany {
      guard let flag = oldFlag(in: word.own) else { continue }
      return obstacle(.epochFlag, word.own.lowerBound, "'\(flag)' is given at times only; bring the command over by hand")
    }
    let text = words[unknown].text.replacing("\u{FFFC}", with: "…")
    plan.remarks.append(
      .init(
        rule: .epochFlag, place: words[unknown].own.lowerBound,
        message: "what these words are cannot be seen from here (\(text)); look for flags of before 0.18 where they come from",
        isUncertain: true))
  }
}

extension StartPlanner {
  /// A flag that newer eras do not have, or that needs others, in text that may become words, such as `${3:+-p $3}`.
  private func oldFlag(in place: Range<Int>) -> String? {
    guard place.count > 1, place.upperBound <= bytes.count else { return nil }
    let text = String(decoding: bytes[place], as: UTF8.self)
    return text.firstMatch(
      of: /(?:^|\W)(-p\d*|-r|--processes|--epoch-interval|--sqlite-directory|--recovery-directory|--era)(?:$|[^\w\-])/
    ).map { String($0.1) }
  }
}

extension CommandWord {
  /// Whether it comes from somewhere that no place in the file is known of.
  var isElsewhere: Bool {
    isBroken
      || definition == nil && letters.first.map { $0.referenceStart >= 0 && $0.kind == .known } ?? false
        && letters.contains { $0.definition < 0 }
  }
}
