import SourceFacts

/// Finds out which files of a package's targets hand flows to one another.
struct FlowLinks {
  /// The files' indices, those together that belong together.
  let groups: [[Int]]

  /// `modules` are the names of the modules that the files are part of; none when all are of one.
  init(_ files: [(path: String, bytes: [UInt8])], modules: [String] = [], watch: any FileWatch = NoFileWatch()) {
    var found: [(index: Int, facts: FlowFacts, offers: Set<String>)] = []
    for (index, file) in files.enumerated() where files.count > 1 && file.bytes.contains(name: "Bytewax") {
      guard watch.refusal(of: file.path) == nil, watch.mayJoin(file.path) else { continue }
      guard let facts = watch.judging(file.path, joined: false, { Self.facts(file.path, file.bytes) }) else { continue }
      if facts.isFlowFile { found.append((index, facts, Self.offers(facts))) }
    }
    var leader = Array(files.indices)
    func first(_ index: Int) -> Int { leader[index] == index ? index : first(leader[index]) }
    for giver in found {
      for taker in found where taker.index != giver.index {
        // Another target's names are there for those that import it.
        guard modules.isEmpty || modules[giver.index] == modules[taker.index]
          || taker.facts.imports.contains(where: { $0.module == modules[giver.index] }) else { continue }
        // What a file has itself, it does not take from another.
        let taken = giver.offers.subtracting(taker.offers)
        if !taker.facts.identifiers.isDisjoint(with: taken) { leader[first(taker.index)] = first(giver.index) }
      }
    }
    groups = Dictionary(grouping: files.indices, by: first).values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  private static func facts(_ path: String, _ bytes: [UInt8]) -> FlowFacts? {
    (try? ParsedFile(path: path, bytes: bytes)).map { FlowFacts($0) }
  }

  /// What a file has that other files build flows with: functions that take or make a flow, methods of flows, flows, connectors.
  private static func offers(_ facts: FlowFacts) -> Set<String> {
    let functions = facts.functions.filter { function in
      if function.parameters.contains(where: { $0.type.hasSuffix("Dataflow") }) || function.returnType == "Dataflow" { return true }
      return facts.isMethodOfDataflow(function)
    }
    let flows = facts.dataflows.filter { flow in
      switch flow.origin {
      case .constructed, .result, .property: flow.function == nil
      case .declared, .parameter, .extended: false
      }
    }
    let connectors = facts.types.filter { type in type.inherited.contains { EraVocabulary.types[$0] != nil } }
    return Set(functions.map(\.name) + flows.map(\.name) + connectors.map(\.name))
  }
}
