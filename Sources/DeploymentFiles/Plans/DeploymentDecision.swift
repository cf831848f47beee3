import Rewriting
import RuleBook
import SourceFacts

/// What is done about the commands of all files.
///
/// Commands that share words or settings are changed together or not at all.
struct DeploymentDecision {
  let context: DeploymentContext
  let index: DeploymentIndex
  private(set) var plans: [PlannedStart] = []
  /// The plans that are not carried out, each with the place of the first obstacle it shares a word or a setting with.
  private var blocked: [Int: String] = [:]
  /// What becomes of settings, by whoever sees them; nil for those that stay.
  private(set) var renamed: [SettingID: DeploymentRule] = [:]
  /// The plans of each file, and what sees a setting.
  private var byFile: [Int: [Int]] = [:]
  private(set) var readers: [SettingID: Readers] = [:]
  /// The settings of each file, by name.
  private var named: [Int: [String: [Int]]] = [:]
  private var lines: [Int: Lines] = [:]
  /// Settings that stay because what sees them does.
  private(set) var kept: Set<SettingID> = []

  /// A start with its plan.
  struct PlannedStart {
    let file: Int
    let start: CommandStart
    var program: FlowProgram
    var plan = StartPlan()
    /// The words put in, once it is known where.
    var insertion: StartPlan.Addition.Spot?
  }

  /// What sees a setting.
  struct Readers {
    /// The first that starts a flow.
    var flow: Int?
    /// The first that would miss the setting under a new name.
    var refusing: Int?
    var hasPython = false
    var hasOthers = false

    fileprivate mutating func add(_ number: Int, _ planned: PlannedStart, _ name: String, _ setting: SettingID) {
      if planned.program.isFlow { flow = flow ?? number }
      if planned.program.isPython { hasPython = true } else { hasOthers = true }
      if planned.plan.renamed[setting] == nil, planned.reads(name) { refusing = refusing ?? number }
    }
  }

  init(_ context: DeploymentContext, _ index: DeploymentIndex) {
    self.context = context
    self.index = index
    for (file, reading) in index.readings.enumerated() where reading.outcome == nil && reading.problem == nil {
      for start in reading.starts where !start.isDocument {
        let program = FlowProgram(start.words, programs: context.programs)
        var planned = PlannedStart(file: file, start: start, program: program)
        let visible = VisibleVariables(start, in: file, of: index)
        planned.plan.seen = visible.settings
        if case .flow(let first, let runner) = program {
          var planner = StartPlanner(context, start, first: first, runner: runner, visible, reading)
          planned.plan = planner.make()
        }
        plans.append(planned)
      }
    }
    for (number, planned) in plans.enumerated() {
      byFile[planned.file, default: []].append(number)
      for setting in planned.plan.seen {
        readers[setting, default: Readers()].add(
          number, planned, index.readings[setting.file].settings[setting.number].name, setting)
      }
    }
    for (file, reading) in index.readings.enumerated() {
      for (number, setting) in reading.settings.enumerated() {
        named[file, default: [:]][setting.name, default: []].append(number)
      }
    }
    settle()
  }

  /// Whether any of the files starts a flow, so that flags elsewhere may be for it.
  var startsFlows: Bool { plans.contains { $0.program.isFlow } }

  /// The settings of a name in a file.
  func settings(_ name: String, of file: Int) -> [Int] { named[file]?[name] ?? [] }

  private mutating func line(of offset: Int, in file: Int) -> Int {
    let known = lines[file] ?? Lines(index.readings[file].bytes)
    lines[file] = known
    return known.number(of: offset) + 1
  }

  func plansOfFile(_ file: Int) -> [(plan: PlannedStart, held: String?)] {
    (byFile[file] ?? []).map { (plans[$0], blocked[$0]) }
  }

  // MARK: What is shared

  /// A word, by where it stands.
  private struct WordPlace: Hashable {
    let file: Int
    let offset: Int
  }

  private mutating func settle() {
    var users: [WordPlace: [Int]] = [:]
    for (number, planned) in plans.enumerated() {
      var seen: Set<Int> = []
      for word in planned.start.words {
        for offset in [word.token.lowerBound, word.own.lowerBound] where seen.insert(offset).inserted {
          users[WordPlace(file: planned.file, offset: offset), default: []].append(number)
        }
      }
    }
    placeAdditions(users)
    compareUsers(users)
    compareSettings()
    block(users)
    for (number, planned) in plans.enumerated() {
      for (setting, rule) in planned.plan.renamed where blocked[number] == nil { renamed[setting] = rule }
    }
    for number in blocked.keys { kept.formUnion(plans[number].plan.renamed.keys) }
    for setting in kept { renamed[setting] = nil }
  }

  /// Words go into the value of a variable when all that use the value need them, else into the command itself.
  private mutating func placeAdditions(_ users: [WordPlace: [Int]]) {
    for number in plans.indices {
      guard let addition = plans[number].plan.addition else { continue }
      let file = plans[number].file
      let shared = addition.inValue.flatMap { spot in
        users[WordPlace(file: file, offset: spot.anchor)]?.allSatisfy { plans[$0].plan.addition?.inValue == spot } ?? false
          ? spot : nil
      }
      plans[number].insertion = shared ?? addition.inCommand
    }
  }

  /// What one start does to a word, its others must do too: the word is the same text in the file.
  private mutating func compareUsers(_ users: [WordPlace: [Int]]) {
    var wanted: [WordPlace: [Int: [String]]] = [:]
    for (number, planned) in plans.enumerated() {
      for change in planned.plan.changes {
        wanted[WordPlace(file: planned.file, offset: change.anchor), default: [:]][number, default: []].append(
          "\(change.range) \(change.text)")
      }
      if let spot = planned.insertion {
        wanted[WordPlace(file: planned.file, offset: spot.anchor), default: [:]][number, default: []].append(
          "\(spot.offset)+\(spot.text)")
      }
    }
    for (place, byStart) in wanted.sorted(by: { ($0.key.file, $0.key.offset) < ($1.key.file, $1.key.offset) }) {
      let all = users[place] ?? []
      guard let first = all.first(where: { byStart[$0] != nil }), let other = all.first(where: { byStart[$0] != byStart[first] })
      else { continue }
      let rule = plans[first].plan.changes.first?.rule ?? .intervals
      let message =
        plans[other].program == .other || plans[other].program == .python(isFlow: true)
          || plans[other].program == .python(isFlow: false)
        ? "'\(plans[other].start.words[0].text)' gets the same words; give each its own"
        : "the same words are started in several ways, which need different ones; give each its own"
      plans[first].plan.obstacles.append(.init(rule: rule, place: place.offset, message: message))
    }
  }

  /// A setting gets a new name only when all that see it want that.
  private mutating func compareSettings() {
    for number in plans.indices {
      for (setting, rule) in plans[number].plan.renamed.sorted(by: { $0.key < $1.key }) {
        let name = index.readings[setting.file].settings[setting.number].name
        guard let other = readers[setting]?.refusing else { continue }
        let words = plans[other].start.words.prefix(4).map(\.text).joined(separator: " ")
        plans[number].plan.obstacles.append(
          .init(
            rule: rule, place: plans[number].start.words[0].own.lowerBound,
            message: "'\(words) …' reads '\(name)' under its old name and sees the same one; give each its own"))
      }
    }
  }

  /// Carries obstacles on to all that share a word to be changed, or a setting.
  private mutating func block(_ users: [WordPlace: [Int]]) {
    var neighbours: [Int: Set<Int>] = [:]
    func join(_ numbers: [Int]) {
      for number in numbers.dropFirst() {
        neighbours[numbers[0], default: []].insert(number)
        neighbours[number, default: []].insert(numbers[0])
      }
    }
    var bySetting: [SettingID: [Int]] = [:]
    for (number, planned) in plans.enumerated() where !planned.plan.isEmpty {
      for setting in planned.plan.renamed.keys { bySetting[setting, default: []].append(number) }
      // A flag that is put in makes it safe that others give the variable a new name.
      if planned.addsSnapshotInterval {
        for setting in planned.plan.seen
        where index.readings[setting.file].settings[setting.number].name == BytewaxVariable.epochInterval {
          bySetting[setting, default: []].append(number)
        }
      }
      for change in planned.plan.changes {
        let place = WordPlace(file: planned.file, offset: change.anchor)
        join([number] + (users[place] ?? []).filter { $0 != number && !plans[$0].plan.isEmpty })
      }
    }
    for numbers in bySetting.values { join(numbers) }
    var waiting: [(number: Int, reason: String)] = []
    for (number, planned) in plans.enumerated() {
      if let obstacle = planned.plan.obstacles.first {
        let line = line(of: obstacle.place, in: planned.file)
        waiting.append((number, "the command is left as a whole, because of line \(line)"))
      } else if !planned.plan.isNamed, !planned.plan.isEmpty, let held = straggler(planned.plan) {
        waiting.append((number, held))
      }
    }
    waiting.reverse()
    while let (number, reason) = waiting.popLast() {
      guard blocked[number] == nil else { continue }
      blocked[number] = reason
      for neighbour in neighbours[number] ?? [] { waiting.append((neighbour, reason)) }
    }
  }

  /// A flow that stays behind what a command that names none would be brought to.
  private func straggler(_ plan: StartPlan) -> String? {
    let rules = plan.changes.map(\.rule) + plan.renamed.values + (plan.addition == nil ? [] : [.intervals])
    for rule in DeploymentRule.allCases where rules.contains(rule) {
      if let rule = context.book[rule.rawValue], let flow = context.straggler(of: rule.hop) {
        return "'\(flow.path)' stays in \(flow.reached.rawValue), which reads the old one"
      }
    }
    guard rules.contains(.pinnedEra) else { return nil }
    return context.flows.first { $0.reached < context.target }.map { "'\($0.path)' stays in \($0.reached.rawValue)" }
  }
}

extension DeploymentDecision.PlannedStart {
  fileprivate var addsSnapshotInterval: Bool { plan.addition?.words.contains("-s") ?? false }

  /// Whether a new name for a variable would give it something else than it has.
  ///
  /// Flags of 0.17 show that it does not read the names of 0.16; a flag that says the same counts more than any variable.
  func reads(_ name: String) -> Bool {
    let line: FlagLine
    switch program {
    case .flow(let first, let runner): line = FlagLine(start.words, first: first, isRun: runner != nil)
    case .python(isFlow: true): line = FlagLine(start.words, first: 0, isRun: false)
    case .python(isFlow: false), .other: return false
    }
    switch name {
    case BytewaxVariable.epochInterval: return line[.snapshot, .epoch] == nil && !addsSnapshotInterval
    case BytewaxVariable.sqliteDirectory: return line[.recovery, .sqlite] == nil
    case BytewaxVariable.processes: return line[.processes] == nil
    default: return true
    }
  }
}
