import RuleBook
import SourceFacts
import SwiftSyntax

/// Gives an inspector the parameters of its new operator: those it had, in their new places, and `_` for the rest.
struct InspectorParameters: StepAction {
  static let verb = "inspector-parameters"
  private let old: [String]
  private let new: [String]

  init(_ argument: RuleValue, in rule: Rule) throws {
    old = try rule.entry("from", of: argument, for: Self.verb).split(separator: " ").map(String.init)
    new = try rule.entry("to", of: argument, for: Self.verb).split(separator: " ").map(String.init)
  }

  private static let types = ["stepID": "String", "epoch": "Int", "worker": "Int"]

  func shape(_ draft: inout StepDraft) {
    guard let callback = draft.call.callback else { return }
    let file = draft.facts.file
    guard let closure = callback.closure else { return wrap(callback, &draft) }
    switch closure.signature?.parameterClause {
    case .simpleInput(let list):
      let names = list.map(\.name.text)
      draft.edits.append(.replace(file.place(of: list).range, with: arranged(names, missing: { _ in "_" }).joined(separator: ", ")))
    case .parameterClause(let clause):
      let parts = clause.parameters.map { $0.with(\.trailingComma, nil).sourceText }
      let isTyped = clause.parameters.contains { $0.type != nil }
      let missing = { (name: String) in isTyped ? "_: \(Self.types[name] ?? "_")" : "_" }
      draft.edits.append(
        .replace(file.place(of: clause).range, with: "(\(arranged(parts, missing: missing).joined(separator: ", ")))"))
    case nil:
      shorthand(closure, &draft)
    }
  }

  private func arranged(_ parts: [String], missing: (String) -> String) -> [String] {
    new.map { name in old.firstIndex(of: name).flatMap { $0 < parts.count ? parts[$0] : nil } ?? missing(name) }
  }

  /// Puts a closure around an inspector that is no closure; one that is made by a call is made once, as before.
  private func wrap(_ callback: ArgumentFact, _ draft: inout StepDraft) {
    let facts = draft.facts
    let isHidden = FreeNames.references(in: callback.expression).contains { old.contains($0.baseName.identifierText) }
    if let problem = OnceValue.problem(with: callback.expression, facts) { return draft.note(.left, problem) }
    let inspector = OnceValue(callback.expression, called: "inspector", isHidden: isHidden, facts)
    let isThrowing = facts.function(named: callback.expression)?.isThrowing ?? (inspector.capture != nil && facts.canThrow(callback.expression))
    let names = new.map { old.contains($0) ? $0 : "_" }.joined(separator: ", ")
    let function: Edit.Piece = inspector.capture == nil ? .source(callback.place.range) : .text(inspector.text)
    draft.trailing = [.text(" { ")] + OnceValue.list([inspector])
      + [.text("\(names) in \(isThrowing ? "try " : "")"), function, .text("(\(old.joined(separator: ", "))) }")]
  }

  /// Gives the parameters of a closure that counts them names, unless the new ones can be counted too.
  private func shorthand(_ closure: ClosureExprSyntax, _ draft: inout StepDraft) {
    let file = draft.facts.file
    let head = ClosureHead(closure: closure, file: file)
    let names = old.enumerated().filter { NameReads.contains("$\($0.offset)", in: closure.statements) }
    if names.isEmpty {
      draft.edits += head.insert(captures: nil, parameters: new.map { _ in "_" }.joined(separator: ", "))
      return
    }
    func rename(_ name: (String) -> String) {
      for (position, old) in names {
        for place in NameReads.places(of: "$\(position)", in: closure.statements, file: file) { draft.edits.append(.replace(place.range, with: name(old))) }
      }
    }
    // `$n` counts every parameter, so the highest one must be among those read, or the closure takes too few.
    if let last = new.last, names.contains(where: { $0.element == last }) { return rename { "$\(new.firstIndex(of: $0) ?? 0)" } }
    let fresh = Dictionary(uniqueKeysWithValues: old.map { ($0, FreshName.unused($0, in: [closure])) })
    draft.edits += head.insert(captures: nil, parameters: new.map { fresh[$0] ?? "_" }.joined(separator: ", "))
    rename { fresh[$0] ?? $0 }
  }
}
