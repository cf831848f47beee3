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
    guard let closure = callback.closure else {
      let names = new.map { old.contains($0) ? $0 : "_" }
      let isThrowing = draft.facts.function(named: callback.text)?.isThrowing == true
      let call = "{ \(names.joined(separator: ", ")) in \(isThrowing ? "try " : "")"
      let range = callback.place.range
      draft.trailing = [.text(" " + call), .source(range), .text("(\(old.joined(separator: ", "))) }")]
      return
    }
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

  private func shorthand(_ closure: ClosureExprSyntax, _ draft: inout StepDraft) {
    let file = draft.facts.file
    let names = old.enumerated().filter { NameReads.contains("$\($0.offset)", in: closure.statements) }
    if names.isEmpty {
      let start = closure.leftBrace.endPositionBeforeTrailingTrivia.utf8Offset
      draft.edits.append(.insert(" \(new.map { _ in "_" }.joined(separator: ", ")) in", at: start))
      return
    }
    // `$n` counts every parameter, so the highest one must be among those read, or the closure takes too few.
    if let last = new.indices.last, names.contains(where: { new.firstIndex(of: $0.element) == last }) {
      for (position, name) in names {
        for place in NameReads.places(of: "$\(position)", in: closure.statements, file: file) {
          draft.edits.append(.replace(place.range, with: "$\(new.firstIndex(of: name) ?? position)"))
        }
      }
      return
    }
    let start = closure.leftBrace.endPositionBeforeTrailingTrivia.utf8Offset
    draft.edits.append(.insert(" \(new.map { old.contains($0) ? $0 : "_" }.joined(separator: ", ")) in", at: start))
    for (position, name) in names {
      for place in NameReads.places(of: "$\(position)", in: closure.statements, file: file) {
        draft.edits.append(.replace(place.range, with: name))
      }
    }
  }
}
