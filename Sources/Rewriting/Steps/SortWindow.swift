import RuleBook
import SourceFacts
import SwiftSyntax

/// Sorts what a window collected by the time its clock reads off each value, as 0.17 did when the window closed.
///
/// What the clock reads has to be seen: its closure or function, wherever the clock was made, meaning in the step what it means there.
struct SortWindow: StepAction {
  static let verb = "sort-window"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func shape(_ draft: inout StepDraft) {
    let facts = draft.facts
    guard let clock = draft.call.unlabelled.dropFirst().first?.expression else { return }
    if facts.isSystemClock(clock) { return }
    guard let clocks = facts.values(of: clock), let first = facts.getter(of: clocks) else {
      return draft.note(
        .left,
        "the list came sorted by the time that its clock reads, and what this clock reads cannot be seen here; use a constant of this file, made with its closure"
      )
    }
    // No getter: every clock is the system's.
    guard let getter = first else { return }
    let certainty = facts.certainty(of: getter, at: draft.call.syntax)
    guard certainty != .none else {
      return draft.note(
        .left,
        "the list came sorted by the time that its clock reads, and its closure may give another time when it is asked again; sort the list by hand"
      )
    }
    let list = FreshName.unused("values", in: [getter])
    if let text = Self.comparison(getter, facts) {
      draft.unwrapping = "{ _, \(list) in \(list).sorted \(text) }"
    } else if let text = Self.sorting(list, by: getter, beside: draft.call, facts) {
      draft.unwrapping = text
    } else {
      return draft.note(
        .left,
        "the list came sorted by the time that its clock reads; write the type of what the clock's closure takes, so that a step can sort by it"
      )
    }
    if certainty == .sure { return draft.note(.rewritten, "the list is sorted by event time in a step of its own") }
    draft.note(
      .review,
      "the list is sorted by event time in a step of its own, which asks '\(getter.sourceText.prefix { $0 != "\n" })' again; it must give the same time"
    )
  }

  /// A closure that sorts by a getter of several statements, which stands in it under a name; nil when the getter does not say what it takes.
  private static func sorting(_ list: String, by getter: ExprSyntax, beside call: CallFact, _ facts: FlowFacts) -> String? {
    guard let closure = getter.as(ClosureExprSyntax.self), !closure.parameters.isEmpty,
      closure.parameters.allSatisfy({ $0.type != nil })
    else { return nil }
    let (file, name) = (facts.file, FreshName.unused("time", in: [getter]))
    let outer = file.indentation(at: call.stepPlace.range.lowerBound)
    let line = file.newline + outer + file.indentUnit
    let attempt = facts.canThrow(getter) ? "try " : ""
    return "{ _, \(list) in" + line + "let \(name) = \(file.text(of: closure, onLineIndentedBy: outer + file.indentUnit))"
      + line + "return \(attempt)\(list).sorted { \(attempt)\(name)($0) < \(name)($1) }" + file.newline + outer + "}"
  }

  /// The closure that compares two values by their times; nil when the getter has more to say than one value.
  private static func comparison(_ getter: ExprSyntax, _ facts: FlowFacts) -> String? {
    let isNested =
      getter.as(ClosureExprSyntax.self)?.statements.onlyValue.map {
        $0.tokens(viewMode: .sourceAccurate).contains { $0.tokenKind == .leftBrace }
      } ?? false
    let names = isNested ? ["one", "other"].map { FreshName.unused($0, in: [getter]) } : ["$0", "$1"]
    let (one, other) = (CallbackText(getter, applying: [names[0]], facts), CallbackText(getter, applying: [names[1]], facts))
    guard one.closure == nil, one.once == nil, !one.isThrowing else { return nil }
    return "{ \(isNested ? "\(names[0]), \(names[1]) in " : "")\(one.text) < \(other.text) }"
  }
}

extension FlowFacts {
  /// Whether a clock is the system's, as its type says.
  fileprivate func isSystemClock(_ clock: ExprSyntax) -> Bool {
    let name = clock.as(MemberAccessExprSyntax.self)?.declName.baseName ?? clock.as(DeclReferenceExprSyntax.self)?.baseName
    let seen = name.map { names?[$0.positionAfterSkippingLeadingTrivia.utf8Offset] ?? [] } ?? []
    if seen.contains(where: { $0.type?.hasSuffix("SystemClockConfig") == true }) { return true }
    let type: String? =
      switch meaning(of: clock).declaration?.kind {
      case .variable(_, let binding): binding.typeAnnotation?.type.sourceText
      case .parameter(let parameter): parameter.type.sourceText
      default: clock.as(FunctionCallExprSyntax.self).flatMap { function(named: $0.calledExpression)?.returnType }
      }
    return type == "SystemClockConfig" && !declaredTypes.contains("SystemClockConfig")
  }

  /// What some clocks, of which one is used, read times with: nil in an optional when they are all the system's; nil when they differ or
  /// cannot be seen.
  fileprivate func getter(of clocks: [ExprSyntax]) -> ExprSyntax?? {
    var getters: [ExprSyntax?] = []
    for clock in clocks {
      guard let call = clock.as(FunctionCallExprSyntax.self), let fact = self.call(at: call) else { return nil }
      let callee = call.calledExpression.as(GenericSpecializationExprSyntax.self)?.expression ?? call.calledExpression
      let name = callee.as(MemberAccessExprSyntax.self)?.declName.baseName.identifierText ?? callee.plainName ?? ""
      guard !declaredTypes.contains(name) else { return nil }
      switch name {
      case "SystemClockConfig": getters.append(nil)
      case "EventClockConfig":
        guard let getter = fact.callback?.expression else { return nil }
        getters.append(getter)
      default: return nil
      }
    }
    guard let first = getters.first else { return nil }
    let isOne = getters.allSatisfy { $0?.sourceText == first?.sourceText }
    return isOne ? .some(first) : nil
  }

  /// How sure it is that asking a getter again, in a step, gives the time that it gave.
  fileprivate func certainty(of getter: ExprSyntax, at step: FunctionCallExprSyntax) -> GetterCertainty {
    guard isSettled(getter), meansTheSame(getter, at: Syntax(step)) else { return .none }
    let body: CodeBlockItemListSyntax?
    if let closure = getter.as(ClosureExprSyntax.self) {
      body = closure.statements
    } else if let function = function(named: getter) {
      body = function.body?.statements
    } else {
      return getter.is(KeyPathExprSyntax.self) ? .sure : .likely
    }
    guard let body else { return .likely }
    if let value = body.onlyValue, isPure(value) { return .sure }
    return leavesAlone(body) ? .likely : .none
  }

  /// Whether every name that an expression takes from around it means the same at another place.
  private func meansTheSame(_ expression: ExprSyntax, at place: Syntax) -> Bool {
    FreeNames.references(in: expression).allSatisfy { reference in
      let name = reference.baseName.identifierText
      switch (meaning(of: name, at: Syntax(reference)), meaning(of: name, at: place)) {
      case (.declared(let one), .declared(let other)):
        return one.token.id == other.token.id && !one.isMember && keepsItsValue(one)
      case (.overloaded(let one), .overloaded(let other)): return one.map(\.token.id) == other.map(\.token.id)
      case (.elsewhere, .elsewhere): return name != "self" && name != "Self"
      default: return false
      }
    }
  }

  /// Whether a body changes nothing that lives outside of it, and reads nothing there that changes, as far as it is seen.
  private func leavesAlone(_ body: CodeBlockItemListSyntax) -> Bool {
    let outside = FreeNames.references(in: body)
    let assigned = AssignedNames.names(in: body)
    return outside.allSatisfy { reference in
      let name = reference.baseName.identifierText
      if assigned.contains(name) { return false }
      switch meaning(of: ExprSyntax(reference)) {
      case .declared(let declaration):
        if case .function(let node) = declaration.kind { return node.body.map { AssignedNames.names(in: $0).isEmpty } ?? true }
        return keepsItsValue(declaration)
      case .overloaded, .elsewhere: return true
      case .unknown: return false
      }
    }
  }
}

/// How sure it is that something is the same when it is done again.
private enum GetterCertainty { case sure, likely, none }
