import RuleBook
import SourceFacts
import SwiftSyntax

/// Makes one `statefulFlatMap` of the two steps that stand for 0.17's `reduce` in 0.18: a `statefulMap` keeping at most one
/// value in an array, and a `flatMapValue` that unpacks what it emits.
struct JoinEmission: RuleAction {
  static let verb = "join-emission"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .call(let call) = site, let recipe = ReduceShape(call, facts), let emission = Self.emission(of: call, facts) else {
      return .nothingToDo
    }
    let type = recipe.type
    let edits: [Edit] = [
      .replace(call.namePlace.range, with: "statefulFlatMap"),
      .delete(recipe.builder.lowerBound..<recipe.builder.upperBound),
      .replace(recipe.stateType, with: "\(type)?"), .replace(recipe.resultType, with: "(\(type)?, [\(type)])"),
      .delete(recipe.unpacking), .replace(recipe.kept, with: recipe.name),
    ]
    return .edits(edits + emission)
  }

  /// Whether this verb takes care of the call, builder and all.
  static func applies(to call: CallFact, _ facts: FlowFacts) -> Bool {
    ReduceShape(call, facts) != nil && emission(of: call, facts) != nil
  }

  /// The unpacking step, when it is the only reader of the first one and stands right after it.
  private static func emission(of call: CallFact, _ facts: FlowFacts) -> [Edit]? {
    guard let binding = call.syntax.parent?.parent?.as(PatternBindingSyntax.self),
      let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText, facts.reads[name] == 1,
      let reader = facts.calls(named: "flatMapValue").first(where: { $0.unlabelled.dropFirst().first?.text == name }),
      reader.callback?.closure?.statements.sourceText == "$0",
      let target = reader.syntax.parent?.parent?.as(PatternBindingSyntax.self),
      let statement = reader.syntax.ancestor(CodeBlockItemSyntax.self)
    else { return nil }
    let file = facts.file
    let old = file.place(of: binding.pattern).range
    let range = file.lineRange(around: file.place(of: statement).range)
    return [.replace(old, with: target.pattern.sourceText), .delete(range)]
  }
}

/// The places that differ between the two forms of the `reduce` recipe.
private struct ReduceShape {
  let type: String
  let name: String
  let builder: Range<Int>
  let stateType: Range<Int>
  let resultType: Range<Int>
  /// ` = kept.first` in `if let kept = kept.first`.
  let unpacking: Range<Int>
  /// `[total]` as the state that is kept.
  let kept: Range<Int>

  init?(_ call: CallFact, _ facts: FlowFacts) {
    let file = facts.file
    guard let builder = call.argument(labelled: "builder"), !builder.isTrailing,
      let type = builder.closure?.statements.sourceText, type.hasPrefix("["), type.hasSuffix("]()"),
      let closure = call.callback?.closure, closure.statements.count >= 2, let state = closure.parameters.first?.type,
      let result = closure.signature?.returnClause?.type,
      let total = closure.statements.dropLast().last?.item.as(VariableDeclSyntax.self)?.bindings.first,
      let choice = total.initializer?.value.as(IfExprSyntax.self),
      let unpacked = choice.conditions.first?.condition.as(OptionalBindingConditionSyntax.self)?.initializer,
      unpacked.value.sourceText == "\(closure.parameters[0].name.text).first",
      let last = closure.statements.last?.item.as(ReturnStmtSyntax.self)?.expression,
      let kept = KeptFinder.find(in: last, named: total.pattern.sourceText),
      let position = call.arguments.firstIndex(where: { $0.wholePlace == builder.wholePlace }), position > 0
    else { return nil }
    self.type = String(type.dropFirst().dropLast(3))
    name = total.pattern.sourceText
    self.builder = call.arguments[position - 1].place.range.upperBound..<builder.place.range.upperBound
    stateType = file.place(of: state).range
    resultType = file.place(of: result).range
    unpacking = unpacked.position.utf8Offset - 1..<file.place(of: unpacked).range.upperBound
    self.kept = file.place(of: kept).range
  }
}

private final class KeptFinder: SyntaxVisitor {
  private var found: ArrayExprSyntax?
  private var name = ""

  static func find(in node: ExprSyntax, named name: String) -> ArrayExprSyntax? {
    let finder = KeptFinder(viewMode: .sourceAccurate)
    finder.name = name
    finder.walk(node)
    return finder.found
  }

  override func visit(_ node: TupleExprSyntax) -> SyntaxVisitorContinueKind {
    if node.elements.count == 2, let first = node.elements.first?.expression.as(ArrayExprSyntax.self),
      first.sourceText == "[\(name)]"
    {
      found = first
    }
    return .visitChildren
  }
}
