import RuleBook
import SourceFacts
import SwiftSyntax

/// Puts a `writeBatch` in front of a sink's `write`, which stays as it is and takes one item.
struct BatchWrite: RuleAction {
  static let verb = "batch-write"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, method.isOriginal, method.parameters.count == 1, let item = method.parameters.first,
      !facts.hasMethod("writeBatch", beside: method)
    else { return .nothingToDo }
    let effect = method.isThrowing ? " throws" : ""
    let attempt = method.isThrowing ? "try " : ""
    let label = item.label.map { "\($0): " } ?? ""
    let isKeyed = method.type.map { facts.conforms(facts.types[$0].name, to: ["StatefulSink"]) } ?? false
    let parameter = isKeyed ? "values" : "items"
    let single = item.name == parameter ? "one" : item.name
    return .edits([
      facts.memberBefore(
        method,
        [
          "func writeBatch(_ \(parameter): [\(item.type)])\(effect) {",
          "\tfor \(single) in \(parameter) { \(attempt)write(\(label)\(single)) }", "}",
        ])
    ])
  }
}

extension FunctionFact {
  /// `public`, `open` or `package`, when a method shows it.
  var accessModifier: String? {
    syntax.as(FunctionDeclSyntax.self)?.modifiers.map(\.name.text).first { ["public", "package", "open"].contains($0) }
      .map { $0 == "open" ? "public" : $0 }
  }
}
