extension MigrationReport {
  /// The report with one command for all flows of a store, for a store is carried over whole, and once.
  ///
  /// Flows whose rows no one command can carry over get a store each: two that both kept a step under one id, one that begins anew, and
  /// those that read files by paths from different folders.
  var joiningStores: MigrationReport {
    let stores = Dictionary(grouping: flows.indices.filter { flows[$0].recovery?.plan?.store != nil }) {
      flows[$0].recovery?.plan?.store?.place ?? ""
    }
    guard stores.values.contains(where: { $0.count > 1 }) else { return self }
    var told = flows
    for sharers in stores.values where sharers.count > 1 {
      for (index, plan) in zip(
        sharers, Self.joined(sharers.compactMap { index in told[index].recovery?.plan.map { (told[index].file, $0) } }))
      {
        told[index].recovery?.command = plan.command
        told[index].recovery?.advice = plan.sentences
        told[index].recovery?.plan = nil
      }
    }
    return telling(findings, told, changes)
  }

  private static func joined(_ flows: [(file: String, plan: RecoveryAdvice)]) -> [RecoveryAdvice] {
    var plans = flows.map(\.plan)
    // The first of each command's flows, with the others.
    var groups: [[Int]] = []
    for index in plans.indices {
      for other in plans.indices where other != index { plans[index].moves.forgetStrangers(of: flows[other].plan.moves) }
      let fitting = groups.firstIndex { group in group.allSatisfy { fits(flows[$0].plan, flows[index].plan) } }
      if let fitting { groups[fitting].append(index) } else { groups.append([index]) }
    }
    for (number, group) in groups.enumerated() {
      for index in group { plans[index].number = number + 1 }
      // The command runs where paths of files lead to them.
      let first = group.first { !plans[$0].moves.files.isEmpty } ?? group[0]
      guard group.count > 1 else { continue }
      for other in group where other != first { plans[first].moves.join(flows[other].plan.moves) }
      guard plans[first].words != nil else { continue }
      plans[first].sharing = group.map { flows[$0].file }
      for other in group where other != first { plans[other].leader = flows[first].file }
    }
    return plans
  }

  private static func fits(_ one: RecoveryAdvice, _ other: RecoveryAdvice) -> Bool {
    let readFiles = !one.moves.files.isEmpty && !other.moves.files.isEmpty
    return !one.readsAgain && !other.readsAgain && one.moves.agrees(with: other.moves)
      && (!readFiles || one.store?.folder == other.store?.folder)
  }
}
