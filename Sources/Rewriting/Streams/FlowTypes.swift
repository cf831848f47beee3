import SourceFacts
import SwiftSyntax

/// Follows the type of the items along a flow's steps, as far as the text shows it.
struct FlowTypes {
  let facts: FlowFacts
  private let values: ValueTypes

  init(_ facts: FlowFacts) {
    self.facts = facts
    values = ValueTypes(facts)
  }

  /// The type behind a step, given the one before it.
  func after(_ call: CallFact, before: String?) -> String? {
    let pair = before.flatMap(TupleType.parts)
    func keyed(_ value: String?) -> String? { value.map { "(String, \($0))" } }
    guard let callback = call.callback?.expression else {
      return ["batch", "collectWindow"].contains(call.name)
        ? keyed(pair?.last.map { "[\($0)]" }) : call.name == "redistribute" ? before : nil
    }
    switch call.name {
    case "input": return source(call)
    case "map": return values.callback(callback, inputs: [before]).result
    case "flatMap": return values.callback(callback, inputs: [before]).result.flatMap(TupleType.element)
    case "filterMap": return values.callback(callback, inputs: [before]).result.flatMap(TupleType.wrapped)
    case "statefulMap": return keyed(values.callback(callback).result.flatMap(TupleType.parts)?.last)
    case "foldWindow": return keyed(values.callback(callback).result ?? built(call))
    case "reduceWindow": return keyed(values.callback(callback).result) ?? before
    case "batch", "collectWindow": return keyed(pair?.last.map { "[\($0)]" })
    default: return before
    }
  }

  /// The type a step asks of its items by its callback.
  func needed(by call: CallFact) -> String? {
    guard let callback = call.callback?.expression else { return nil }
    let parameters = values.callback(callback).parameters
    func parameter(_ position: Int) -> String? { position < parameters.count ? parameters[position] : nil }
    switch call.name {
    case "map", "flatMap", "filter", "filterMap", "inspect": return parameter(0)
    case "inspectEpoch", "inspectWorker": return parameter(1)
    case "statefulMap", "foldWindow", "reduceWindow": return parameter(1).map { "(String, \($0))" }
    default: return nil
    }
  }

  private func built(_ call: CallFact) -> String? {
    call.argument(labelled: "builder").flatMap { values.callback($0.expression).result }
  }

  /// The type of a source's items.
  private func source(_ call: CallFact) -> String? {
    guard let expression = call.unlabelled.dropFirst().first?.expression else { return nil }
    switch values.type(of: expression) {
    case "FileInput", "DirInput": return "String"
    case "CSVInput": return "[String: String]"
    case "TestingInput":
      let made = facts.values(of: expression)?.first.flatMap { facts.call(at: $0) }
      guard let items = made?.unlabelled.first?.expression else { return nil }
      return values.type(of: items).flatMap(TupleType.element)
    case let name?: return connectorItem(name)
    case nil: return nil
    }
  }

  /// The item type of a source declared in this file: what its partition's `nextBatch` gives.
  private func connectorItem(_ name: String) -> String? {
    let builders = methods(["build", "buildPart"], of: name)
    guard let partition = builders.first?.returnType.map({ TupleType.wrapped($0) ?? $0 }) else { return nil }
    let polls = methods(["nextBatch", "next"], of: partition)
    if let batch = polls.first(where: { $0.name == "nextBatch" })?.returnType { return TupleType.element(of: batch) }
    return polls.first?.returnType.flatMap(TupleType.wrapped)
  }

  private func methods(_ names: Set<String>, of type: String) -> [FunctionFact] {
    facts.types(named: type).flatMap(\.methods).map { facts.functions[$0] }.filter { names.contains($0.name) }
  }
}
