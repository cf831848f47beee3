import Rewriting
import RuleBook
import SourceFacts

/// Puts what is decided about commands and settings into the text of a file, and into words.
extension DeploymentDecision {
  func outcome(of file: Int) -> FileOutcome {
    let reading = index.readings[file]
    var sites = DeploymentSites(path: reading.path, bytes: reading.bytes, context: context)
    if let problem = reading.problem {
      sites.tell(problem: problem)
      return sites.outcome
    }
    for (planned, held) in plansOfFile(file) { tell(planned, held, &sites) }
    var fate: [SettingID: Bool] = [:]
    for number in reading.settings.indices {
      fate[SettingID(file: file, number: number)] = tell(
        reading.settings[number], of: SettingID(file: file, number: reading.first(of: number)), &sites)
    }
    for read in reading.reads { tell(read, fate, file, &sites) }
    for read in reading.keyReads { tellKey(read, &sites) }
    for start in reading.starts where start.isDocument { doubt(document: start.words, &sites) }
    for words in reading.loose { doubt(loose: words, &sites) }
    for planned in plansOfFile(file).map(\.plan) where planned.program == .other { doubt(other: planned.start.words, &sites) }
    for offset in reading.unread { sites.tell(unread: offset) }
    if reading.kind != .unread { MetricNames(reading.kind).find(in: &sites) }
    let unread = UnreadWords(reading)
    NamesForLaterSteps().find(unread, in: &sites)
    tell(unread, of: reading, &sites)
    return sites.outcome
  }

  private func tell(_ planned: PlannedStart, _ held: String?, _ sites: inout DeploymentSites) {
    let plan = planned.plan
    for obstacle in plan.obstacles { sites.leave(obstacle.rule, at: obstacle.place, obstacle.message) }
    for change in plan.changes {
      sites.change(change.rule, at: change.place, change.message, change.range, change.text, held: held)
    }
    if let addition = plan.addition, let spot = planned.insertion, let rule = sites.book(.intervals) {
      let offset = spot.text.first?.isNewline == true ? sites.lineEnd(spot.offset) : spot.offset
      // A number right before `>` would be that of a file.
      let gap = offset < sites.bytes.count && "<>".utf8.contains(sites.bytes[offset]) ? " " : ""
      sites.add(rule, at: addition.place, addition.message, edit: .insert(spot.text + gap, at: offset), held: held, isNamed: true)
    }
    for remark in plan.remarks {
      if let rule = sites.book(remark.rule) {
        sites.add(rule, at: remark.place, remark.message, evidence: remark.isUncertain ? .unverified : .lexical)
      }
    }
  }

  /// Tells of a setting; whether it gets a new name, or nil when no rule speaks of it.
  private func tell(_ setting: Setting, of id: SettingID, _ sites: inout DeploymentSites) -> Bool? {
    let readers = readers[id]
    if setting.name == BytewaxVariable.processes { return tell(processes: setting, id, &sites) }
    let isStore = [BytewaxVariable.recoveryDirectory, BytewaxVariable.sqliteDirectory].contains(setting.name)
    if isStore, readers?.flow == nil { missingIntervals(setting, id.file, &sites) }
    guard let (rule, new) = sites.renaming(of: setting.name) else { return nil }
    if renamed[id] != nil || kept.contains(id) {
      let held = kept.contains(id) ? "what sees it is left as a whole" : nil
      sites.add(rule, at: setting.place.lowerBound, edit: .replace(setting.place, with: new), held: held, isNamed: true)
      return held == nil
    }
    // What only Python reads is Python's.
    if let readers, readers.hasPython && !readers.hasOthers || readers.refusing.map({ plans[$0].program.isPython }) ?? false {
      return false
    }
    // A flow that does not get as far still reads the old one; one with flags of 0.17 reads neither.
    if let flow = readers?.flow {
      if context.crosses(rule.hop, of: plans[flow].start.words.lazy.compactMap({ context.flow(named: $0.text) }).first) {
        sites.add(
          rule, at: setting.place.lowerBound,
          "\(rule.summary); the command that sees it has flags that came after it, and does not read it; take it out")
      }
      return false
    }
    if !settings(new, of: id.file).isEmpty {
      sites.add(rule, at: setting.place.lowerBound, "\(rule.summary); '\(new)' is here as well, take one of them out")
      return false
    }
    sites.add(rule, at: setting.place.lowerBound, edit: .replace(setting.place, with: new))
    return context.straggler(of: rule.hop) == nil
  }

  private func tell(processes setting: Setting, _ id: SettingID, _ sites: inout DeploymentSites) -> Bool? {
    guard let rule = sites.rule(.processes) else { return nil }
    if renamed[id] != nil || kept.contains(id) {
      let held = kept.contains(id) ? "what sees it is left as a whole" : nil
      sites.add(
        rule, at: setting.place.lowerBound, "\(rule.summary); they were workers of one process",
        edit: .replace(setting.place, with: BytewaxVariable.workers), held: held, isNamed: true)
      return held == nil
    }
    guard readers[id]?.refusing == nil else { return false }
    sites.add(
      rule, at: setting.place.lowerBound,
      "\(rule.summary); they were workers of one process: multiply '\(BytewaxVariable.workers)' by it, or call it so where there is none"
    )
    return false
  }

  /// A read goes with the settings that it may read.
  private func tell(_ read: VariableRead, _ fate: [SettingID: Bool], _ file: Int, _ sites: inout DeploymentSites) {
    guard let (rule, new) = sites.renaming(of: read.name) else { return }
    let numbers = read.settings ?? settings(read.name, of: file)
    let fates = numbers.compactMap { fate[SettingID(file: file, number: $0)] }
    if fates.isEmpty || fates.allSatisfy({ $0 }) {
      sites.add(rule, at: read.place.lowerBound, edit: .replace(read.place, with: new), isNamed: !fates.isEmpty)
    } else if fates.contains(true) {
      sites.leave(
        rule, at: read.place.lowerBound,
        "\(rule.summary); only some of the settings that it may read get the new name; take them apart")
    }
  }

  /// `key:` goes with the map that it names an entry of.
  private func tellKey(_ read: VariableRead, _ sites: inout DeploymentSites) {
    guard let (rule, new) = sites.renaming(of: read.name) else { return }
    let isRenamed = index.readings.enumerated().contains { file, reading in
      reading.maps.values.joined().contains {
        reading.settings[$0].name == read.name && !kept.contains(SettingID(file: file, number: reading.first(of: $0)))
      }
    }
    if isRenamed { sites.add(rule, at: read.place.lowerBound, edit: .replace(read.place, with: new)) }
  }

  /// From 0.18 on a store needs both intervals; where no command is seen, a person has to add them.
  private func missingIntervals(_ store: Setting, _ file: Int, _ sites: inout DeploymentSites) {
    guard let rule = sites.rule(.intervals) else { return }
    func isSet(_ name: String) -> Bool { !settings(name, of: file).isEmpty }
    var missing: [String] = []
    if !isSet(BytewaxVariable.epochInterval), !isSet(BytewaxVariable.snapshotInterval) {
      missing.append("\(BytewaxVariable.snapshotInterval)=10")
    }
    if !isSet(BytewaxVariable.backupInterval) { missing.append("\(BytewaxVariable.backupInterval)=86400") }
    if !missing.isEmpty {
      sites.add(
        rule, at: store.place.lowerBound, "\(rule.summary); add \(missing.joined(separator: " and ")), what it was until now")
    }
  }

  // MARK: What cannot be told

  /// Words that begin with a flag are handed to a program that is not named here.
  private func doubt(loose words: [CommandWord], _ sites: inout DeploymentSites) {
    guard words.first?.text.hasPrefix("-") == true,
      startsFlows || sites.bytes.contains(name: "ytewax") || sites.bytes.contains(name: "BYTEWAX")
    else { return }
    doubt(words, "nothing here says which program gets it, so it is left as it is", &sites)
  }

  private func doubt(document words: [CommandWord], _ sites: inout DeploymentSites) {
    guard FlowProgram(words, programs: context.programs).isFlow else { return }
    doubt(words, "this is text that something else may run, so it is left as it is", &sites)
  }

  private func doubt(other words: [CommandWord], _ sites: inout DeploymentSites) {
    guard words.contains(where: { context.flow(named: $0.text) != nil || $0.text.isFlowFile && words[0].text == "run" }) else {
      return
    }
    doubt(words, "nothing here says that this starts the flow it names, so it is left as it is", &sites)
  }

  /// What is old and was not read is named, each place once.
  private func tell(_ unread: UnreadWords, of reading: DeploymentReading, _ sites: inout DeploymentSites) {
    let kind = reading.kind == .unread ? ", as nothing in a file of this kind is" : ""
    for place in unread.places {
      let what =
        BytewaxVariable.all.contains(place.word) ? "text that is not read\(kind)" : "a command that could not be read\(kind)"
      let words = "\(what): bring '\(place.word)' over by hand"
      if place.rule == .pinnedEra {
        sites.leave(.pinnedEra, at: place.offset, words)
      } else if let rule = sites.rule(place.rule) {
        sites.add(rule, at: place.offset, "\(rule.summary); \(words)", evidence: .unverified)
      }
    }
  }

  private func doubt(_ words: [CommandWord], _ reason: String, _ sites: inout DeploymentSites) {
    let line = FlagLine(words, first: 0, isRun: false)
    for (flag, id) in [(FlowFlag.epoch, DeploymentRule.epochFlag), (.sqlite, .sqliteFlag), (.processes, .processes)] {
      guard let rule = sites.rule(id), let entry = line[flag],
        flag != .processes || FlowProgram(words, programs: context.programs).isFlow
      else { continue }
      sites.add(rule, at: entry.word.token.lowerBound, "\(rule.summary); \(reason)", evidence: .unverified)
    }
  }
}

extension FlowProgram {
  var isFlow: Bool { if case .flow = self { true } else { false } }
  var isPython: Bool { if case .python = self { true } else { false } }
}
