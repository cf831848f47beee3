import SwiftSyntax

/// Where evidence of an era is looked for.
extension FlowFacts {
  var importEvidence: [EraEvidence] {
    imports.compactMap { fact in
      guard let eras = EraVocabulary.eras(ofModule: fact.module), eras.count < Era.allCases.count else { return nil }
      let isPeriodic = fact.module == "BytewaxPeriodic"
      return EraEvidence(
        fact.place, eras,
        isPeriodic ? "only 0.17 has the module 'BytewaxPeriodic'" : "the import of '\(fact.module)' names its era")
    }
  }

  /// `Dataflow()` or `Dataflow("id")`, and the operators called on a flow.
  var flowEvidence: [EraEvidence] {
    let made = calls.filter { $0.name == "Dataflow" && !declaredTypes.contains("Dataflow") && $0.verdict != .foreign }.map {
      call in
      call.arguments.isEmpty
        ? EraEvidence(call.place, EraVocabulary.fluent, "'Dataflow()' without an id is 0.16 or 0.17")
        : EraEvidence(call.place, EraVocabulary.streams, "'Dataflow' with an id is 0.18 or 0.19")
    }
    let steps = calls.compactMap { call -> EraEvidence? in
      guard case .dataflow = call.receiver, let eras = EraVocabulary.fluentOperators[call.name] else { return nil }
      return EraEvidence(call.place, eras, "'\(call.name)' as a method of the flow is \(eras.inWords)")
    }
    return made + steps
  }

  var typeEvidence: [EraEvidence] {
    let named = typeUses.compactMap { use in
      EraVocabulary.types[use.name].map { EraEvidence(use.place, $0, "'\(use.name)' is \($0.inWords)") }
    }
    let called = calls.compactMap { call -> EraEvidence? in
      guard call.receiver == .none, !call.isOwn, call.verdict != .foreign, let eras = EraVocabulary.functions[call.name],
        function(named: call.syntax.calledExpression) == nil
      else { return nil }
      return EraEvidence(call.place, eras, "'\(call.name)' is \(eras.inWords)")
    }
    let sized = calls.compactMap { call -> EraEvidence? in
      guard call.receiver == .none, EraVocabulary.types[call.name] == EraVocabulary.fluent,
        !declaredTypes.contains(call.name), call.verdict != .foreign, let argument = call.argument(labelled: "batchSize")
      else { return nil }
      return EraEvidence(argument.wholePlace, [.v0_17], "'batchSize:' of '\(call.name)' is 0.17")
    }
    return named + called + sized
  }

  /// Operators over streams, and those whose arguments changed between 0.18 and 0.19.
  var operatorEvidence: [EraEvidence] {
    calls.compactMap { call -> EraEvidence? in
      switch call.receiver {
      case .namespace(let space):
        let eras = erasOfOperator(call) ?? EraVocabulary.streams
        return EraEvidence(call.place, eras, "'\(space).\(call.name)' written like this is \(eras.inWords)")
      case .stream:
        guard let eras = erasOfOperator(call) else { return nil }
        return EraEvidence(call.place, eras, "'\(call.name)' written like this is \(eras.inWords)")
      default: return nil
      }
    }
  }

  private func erasOfOperator(_ call: CallFact) -> Set<Era>? {
    switch call.name {
    case "statefulMap": call.argument(labelled: "builder") == nil ? [.v0_19] : [.v0_18]
    case "statefulFlatMap": [.v0_19]
    case "unary":
      switch call.callback.flatMap(parameterCount) {
      case 1: [.v0_19]
      case 2: [.v0_18]
      default: nil
      }
    default: nil
    }
  }

  /// How many parameters a callback takes, when the file shows it.
  private func parameterCount(_ callback: ArgumentFact) -> Int? {
    if let closure = callback.closure {
      if closure.signature?.parameterClause != nil { return closure.parameters.count }
      return NameReads.contains("$1", in: closure.statements) ? 2 : nil
    }
    return function(named: callback.expression)?.parameters.count
  }

  /// The methods of connectors, by name and parameters.
  var connectorEvidence: [EraEvidence] {
    ConnectorShape.all.flatMap { shape in
      methods(named: shape.method, of: shape.protocols).compactMap { method -> EraEvidence? in
        guard shape.matches(method, among: self) else { return nil }
        return EraEvidence(method.namePlace, shape.eras, "\(shape.words) is \(shape.eras.inWords)")
      }
    }
  }

  var logicEvidence: [EraEvidence] {
    ["onItem": "now", "onNotify": "sched"].flatMap { name, label in
      methods(named: name, of: ["UnaryLogic"]).map { method in
        let old = method.parameters.contains { $0.label == label }
        return EraEvidence(
          method.namePlace, old ? [.v0_18] : [.v0_19],
          "'\(name)' \(old ? "with" : "without") '\(label):' is \(old ? "0.18" : "0.19")")
      }
    }
  }
}

extension Set<Era> {
  var inWords: String { sorted().map(\.rawValue).joined(separator: " or ") }
}
