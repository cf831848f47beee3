import SourceFacts
import SwiftSyntax

/// Step ids that are another one each time their step is added, because a loop or the function's callers give them.
///
/// They stay as they are written: recovered state is found by them, and nothing is there twice.
struct OwnStepID {
  let facts: FlowFacts

  /// Whether a step has such an id.
  func isGiven(to call: CallFact) -> Bool {
    guard call.hasStepID, let id = call.unlabelled.first, id.stringValue == nil else { return false }
    return differs(id.expression, in: call.function, depth: 0)
  }

  /// Whether all steps that a function adds have such ids, so that it need not be told which of its runs this is.
  func isGiven(toAllOf block: FlowBlock) -> Bool {
    block.items.allSatisfy { item in
      switch item.kind {
      case .step(let call): isGiven(to: call)
      case .branch(let arms, _): arms.allSatisfy { isGiven(toAllOf: $0) }
      case .loop(_, let body): isGiven(toAllOf: body)
      case .helper, .opaque: false
      }
    }
  }

  private func differs(_ expression: ExprSyntax, in function: Int?, depth: Int) -> Bool {
    guard depth < 4 else { return false }
    return FreeNames.references(in: expression).contains { reference in
      switch facts.meaning(of: ExprSyntax(reference)).declaration?.kind {
      case .bound: true
      case .variable(let declaration, let binding) where declaration.bindingSpecifier.tokenKind == .keyword(.let):
        binding.initializer.map { differs($0.value, in: function, depth: depth + 1) } ?? false
      case .parameter(let parameter): function.map { differs(parameter, of: facts.functions[$0], depth: depth) } ?? false
      default: false
      }
    }
  }

  /// Whether the callers of a function all give it something else for a parameter.
  private func differs(_ parameter: FunctionParameterSyntax, of function: FunctionFact, depth: Int) -> Bool {
    guard let position = function.parameters.firstIndex(where: { $0.syntax.id == parameter.id }) else { return false }
    let label = function.parameters[position].label
    let before = function.parameters[..<position].count { $0.label == nil }
    let calls = facts.calls(named: function.name)
    let given = calls.map { call -> ExprSyntax? in
      let argument = label.map { call.argument(labelled: $0) } ?? (call.unlabelled.count > before ? call.unlabelled[before] : nil)
      return argument?.expression ?? parameter.defaultValue?.value
    }
    guard given.allSatisfy({ $0 != nil }), Set(given.compactMap { $0?.sourceText }).count == calls.count else { return false }
    return zip(calls, given).allSatisfy { call, argument in
      guard isInLoop(Syntax(call.syntax)), let argument else { return true }
      return differs(argument, in: call.function, depth: depth + 1)
    }
  }

  private func isInLoop(_ node: Syntax) -> Bool {
    var current = node.parent
    while let scope = current, !scope.is(FunctionDeclSyntax.self) {
      if [.forStmt, .whileStmt, .repeatStmt, .closureExpr].contains(scope.kind) { return true }
      current = scope.parent
    }
    return false
  }
}
