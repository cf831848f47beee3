import SourceFacts

/// Finds out which files of a package's targets hand flows to one another.
struct FlowLinks {
  /// The files' indices, those together that belong together.
  let groups: [[Int]]

  /// `modules` are the names of the modules that the files are part of; none when all are of one.
  init(_ files: [(path: String, bytes: [UInt8])], modules: [String] = []) {
    var facts: [Int: FlowFacts] = [:]
    for (index, file) in files.enumerated() where files.count > 1 && file.bytes.contains(name: "Bytewax") {
      guard let parsed = try? ParsedFile(path: file.path, bytes: file.bytes) else { continue }
      let found = FlowFacts(parsed)
      if found.isFlowFile { facts[index] = found }
    }
    var leader = Array(files.indices)
    func first(_ index: Int) -> Int { leader[index] == index ? index : first(leader[index]) }
    let offers = facts.mapValues(Self.offers)
    for (index, names) in offers.sorted(by: { $0.key < $1.key }) {
      for (other, using) in facts.sorted(by: { $0.key < $1.key }) where other != index {
        // Another target's names are there for those that import it.
        guard modules.isEmpty || modules[index] == modules[other] || using.imports.contains(where: { $0.module == modules[index] }) else { continue }
        // What a file has itself, it does not take from another.
        let taken = names.subtracting(offers[other] ?? [])
        if !using.identifiers.isDisjoint(with: taken) { leader[first(other)] = first(index) }
      }
    }
    groups = Dictionary(grouping: files.indices, by: first).values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// What a file has that other files build flows with: functions that take or make a flow, methods of flows, flows, connectors.
  private static func offers(_ facts: FlowFacts) -> Set<String> {
    let functions = facts.functions.filter { function in
      if function.parameters.contains(where: { $0.type.hasSuffix("Dataflow") }) || function.returnType == "Dataflow" { return true }
      return function.type.map { facts.types[$0].isExtension && facts.types[$0].name == "Dataflow" } == true
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
