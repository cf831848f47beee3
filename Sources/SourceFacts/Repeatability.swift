import SwiftSyntax

/// Tells which expressions may be evaluated elsewhere, again, or not at all, without anybody noticing.
extension FlowFacts {
  /// Whether an expression that stands where a function is built, put into that function's body, gives the same each time and does
  /// nothing: literals, functions, constants, and closures, which take variables along by reference wherever they stand.
  package func isSettled(_ expression: ExprSyntax) -> Bool {
    switch expression.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr, .floatLiteralExpr, .booleanLiteralExpr, .nilLiteralExpr: return true
    case .stringLiteralExpr(let literal): return literal.representedLiteralValue != nil
    case .closureExpr(let closure): return closure.signature?.capture == nil
    case .keyPathExpr(let path): return path.components.allSatisfy { !$0.component.is(KeyPathSubscriptComponentSyntax.self) }
    case .tupleExpr(let tuple): return tuple.elements.allSatisfy { isSettled($0.expression) }
    case .genericSpecializationExpr(let node): return isSettled(node.expression)
    case .binaryOperatorExpr: return true
    case .declReferenceExpr(let reference): return isSettled(reference)
    case .memberAccessExpr(let access): return isSettled(access)
    default: return false
    }
  }

  private func isSettled(_ reference: DeclReferenceExprSyntax) -> Bool {
    switch meaning(of: ExprSyntax(reference)) {
    case .declared(let declaration):
      if case .parameter(let parameter) = declaration.kind { return !parameter.type.sourceText.hasPrefix("inout ") }
      return declaration.isConstant
    case .overloaded: return true
    case .unknown: return false
    case .elsewhere:
      if case .binaryOperator = reference.baseName.tokenKind { return true }
      let name = reference.baseName.identifierText
      if ["self", "Self", "max", "min", "abs", "print", "debugPrint", "dump"].contains(name) || name.first?.isUppercase == true { return true }
      // Where a compiler looked, what has no type of its own is a function. Where none did, a name from elsewhere is taken for one.
      guard let names else { return true }
      let found = names[reference.positionAfterSkippingLeadingTrivia.utf8Offset]
      return !found.isEmpty && found.allSatisfy { $0.type == nil }
    }
  }

  private func isSettled(_ access: MemberAccessExprSyntax) -> Bool {
    guard let base = access.base, isSettled(base) || base.is(ArrayExprSyntax.self) || base.is(DictionaryExprSyntax.self) else { return false }
    let name = access.declName.baseName.identifierText
    if name == "init" || name == "self" { return true }
    switch meaning(of: ExprSyntax(access)) {
    case .declared(let declaration): return declaration.isConstant
    case .overloaded: return true
    case .elsewhere, .unknown: return false
    }
  }

  /// Whether evaluating an expression does nothing but give a value, and the same one whenever it is done.
  package func isPure(_ expression: ExprSyntax) -> Bool { isPure(expression, depth: 0) }

  private func isPure(_ expression: ExprSyntax, depth: Int) -> Bool {
    guard depth < 12 else { return false }
    func pure(_ other: ExprSyntax) -> Bool { isPure(other, depth: depth + 1) }
    switch expression.as(ExprSyntaxEnum.self) {
    case .arrayExpr(let array): return array.elements.allSatisfy { pure($0.expression) }
    case .dictionaryExpr(let dictionary):
      guard case .elements(let elements) = dictionary.content else { return true }
      return elements.allSatisfy { pure($0.key) && pure($0.value) }
    case .tupleExpr(let tuple): return tuple.elements.allSatisfy { pure($0.expression) }
    case .sequenceExpr(let sequence): return sequence.elements.allSatisfy { !$0.isAssignment && pure($0) }
    case .unresolvedTernaryExpr(let choice): return pure(choice.thenExpression)
    case .binaryOperatorExpr, .typeExpr, .unresolvedAsExpr, .unresolvedIsExpr: return true
    case .prefixOperatorExpr(let node): return pure(node.expression)
    case .forceUnwrapExpr(let node): return pure(node.expression)
    case .optionalChainingExpr(let node): return pure(node.expression)
    case .tryExpr(let node): return pure(node.expression)
    case .stringLiteralExpr(let literal):
      return literal.segments.allSatisfy { segment in
        segment.as(ExpressionSegmentSyntax.self).map { $0.expressions.allSatisfy { pure($0.expression) } } ?? true
      }
    case .subscriptCallExpr(let node): return pure(node.calledExpression) && node.arguments.allSatisfy { pure($0.expression) }
    case .memberAccessExpr(let access): return isSettled(expression) || (access.base.map(pure) ?? true) && reads(access, purely: pure)
    case .functionCallExpr(let call): return isPure(call, depth: depth + 1)
    default: return isSettled(expression)
    }
  }

  /// Whether no property of this name that the file declares does more than give a value.
  private func reads(_ access: MemberAccessExprSyntax, purely pure: (ExprSyntax) -> Bool) -> Bool {
    let name = access.declName.baseName.identifierText
    return types.flatMap { members(named: name, of: $0.name) }.allSatisfy { member in
      guard case .variable(_, let binding) = member.kind, let accessors = binding.accessorBlock?.accessors else { return true }
      guard case .getter(let body) = accessors, let value = body.onlyValue else { return false }
      return pure(value)
    }
  }

  /// Calls that make values: of units of time, of numbers and texts, of the file's plain types, and of its own pure functions.
  private func isPure(_ call: FunctionCallExprSyntax, depth: Int) -> Bool {
    guard call.trailingClosure == nil, call.arguments.allSatisfy({ isPure($0.expression, depth: depth) }) else { return false }
    let callee = call.calledExpression
    if callee.is(ArrayExprSyntax.self) || callee.is(DictionaryExprSyntax.self) { return true }
    if let access = callee.as(MemberAccessExprSyntax.self) {
      let name = access.declName.baseName.text
      guard let base = access.base else { return Self.units.contains(name) }
      return Self.methods.contains(name) && isPure(base, depth: depth)
    }
    if let function = function(named: callee) {
      return function.body?.statements.onlyValue.map { isPure($0, depth: depth + 1) } ?? false
    }
    let name = (callee.as(GenericSpecializationExprSyntax.self)?.expression ?? callee).plainName ?? ""
    if let own = type(named: name) { return own.isPlain && !own.methods.contains { functions[$0].name == "init" } }
    if name == "Date" { return !call.arguments.isEmpty && !declaredTypes.contains(name) }
    return Self.types.contains(name) && !declaredTypes.contains(name)
  }

  private static let units: Set<String> = ["nanoseconds", "microseconds", "milliseconds", "seconds", "init"]
  private static let methods: Set<String> = [
    "addingTimeInterval", "lowercased", "uppercased", "hasPrefix", "hasSuffix", "isMultiple", "advanced", "distance", "timeIntervalSince",
  ]
  private static let types: Set<String> = [
    "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Double", "Float", "Bool", "String", "Character",
    "Substring", "Array", "Set", "Dictionary", "Optional", "TimeInterval", "Duration", "max", "min", "abs",
  ]
}

extension TypeFact {
  /// Whether making a value of the type without an initialiser of its own only sets what is given, or plain values.
  fileprivate var isPlain: Bool {
    guard members.parent?.is(StructDeclSyntax.self) == true || members.parent?.is(ClassDeclSyntax.self) == true else { return false }
    return members.members.allSatisfy { member in
      member.decl.as(VariableDeclSyntax.self)?.bindings.allSatisfy { binding in
        guard let value = binding.initializer?.value else { return true }
        return value.is(IntegerLiteralExprSyntax.self) || value.is(FloatLiteralExprSyntax.self) || value.is(StringLiteralExprSyntax.self)
          || value.is(BooleanLiteralExprSyntax.self) || value.is(NilLiteralExprSyntax.self) || value.is(ArrayExprSyntax.self)
          || value.is(DictionaryExprSyntax.self) || value.sourceText.hasSuffix("]()")
      } ?? true
    }
  }
}
