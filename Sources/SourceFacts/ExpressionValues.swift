import SwiftSyntax

/// Follows values to the expressions that make them.
extension FlowFacts {
  /// The expressions of which one gives the expression its value; nil where that cannot be seen.
  ///
  /// Goes through constants, parameters of functions whose every call the file shows, calls of functions of the file, and choices.
  package func values(of expression: ExprSyntax) -> [ExprSyntax]? { values(of: expression, depth: 0) }

  /// Whether a name keeps the value it is declared with.
  package func keepsItsValue(_ declaration: Declaration) -> Bool {
    if declaration.isConstant { return true }
    guard case .variable(let node, let binding) = declaration.kind, binding.accessorBlock == nil else { return false }
    // What stands in a function is changed there or nowhere; what others can reach may be changed by them.
    guard !declaration.isMember, node.ancestor(CodeBlockItemListSyntax.self)?.parent?.is(SourceFileSyntax.self) != true else {
      return false
    }
    return !assignedNames.contains(declaration.token.identifierText)
  }

  private func values(of expression: ExprSyntax, depth: Int) -> [ExprSyntax]? {
    guard depth < 12 else { return nil }
    func all(_ parts: [ExprSyntax?]) -> [ExprSyntax]? {
      let found = parts.map { $0.flatMap { values(of: $0, depth: depth + 1) } }
      return found.contains { $0 == nil } ? nil : found.compactMap { $0 }.flatMap { $0 }
    }
    switch expression.as(ExprSyntaxEnum.self) {
    case .tupleExpr(let tuple): return tuple.elements.count == 1 ? all([tuple.elements.first?.expression]) : [expression]
    case .tryExpr(let attempt): return all([attempt.expression])
    case .declReferenceExpr, .memberAccessExpr: return declared(expression).flatMap(all)
    case .functionCallExpr(let call):
      let callee = meaning(of: call.calledExpression)
      if case .overloaded = callee { return nil }
      if let function = function(named: call.calledExpression) { return function.returnedValue.flatMap { all([$0]) } }
      if let declaration = callee.declaration, case .type = declaration.kind { return [expression] }
      return callee.declaration == nil ? [expression] : nil
    case .sequenceExpr(let sequence):
      let parts = Array(sequence.elements)
      guard let choice = parts.firstIndex(where: { $0.is(UnresolvedTernaryExprSyntax.self) }) else { return [expression] }
      guard choice == parts.count - 2, let first = parts[choice].as(UnresolvedTernaryExprSyntax.self) else { return nil }
      return all([first.thenExpression, parts[choice + 1]])
    case .ifExpr(let choice): return choice.arms.flatMap { all($0.map(\.onlyValue)) }
    case .switchExpr(let choice): return all(choice.cases.map { $0.as(SwitchCaseSyntax.self)?.statements.onlyValue })
    default: return [expression]
    }
  }

  /// What a name was set to: by its declaration, or by all who call the function whose parameter it is.
  private func declared(_ expression: ExprSyntax) -> [ExprSyntax]? {
    guard let declaration = meaning(of: expression).declaration else { return nil }
    switch declaration.kind {
    case .variable(_, let binding):
      if case .getter(let body)? = binding.accessorBlock?.accessors { return body.onlyValue.map { [$0] } }
      return keepsItsValue(declaration) ? binding.initializer.map { [$0.value] } : nil
    case .capture(let capture):
      return capture.initializer.map { [$0.value] }
        ?? capture.ancestor(ClosureExprSyntax.self).flatMap { closure in
          guard let outer = meaning(of: capture.name.identifierText, at: Syntax(closure)).declaration else { return nil }
          guard keepsItsValue(outer), case .variable(_, let binding) = outer.kind else { return nil }
          return binding.initializer.map { [$0.value] }
        }
    case .parameter(let parameter): return arguments(for: parameter)
    case .function, .bound, .type, .enumCase: return nil
    }
  }

  /// What a parameter is given at every call of its function; nil when the function may be called where the file does not show it.
  private func arguments(for parameter: FunctionParameterSyntax) -> [ExprSyntax]? {
    guard let node = parameter.ancestor(FunctionDeclSyntax.self), let function = function(at: node),
      let position = function.parameters.firstIndex(where: { $0.syntax.id == parameter.id }),
      !parameter.type.sourceText.hasPrefix("inout ")
    else { return nil }
    let calls = calls(named: function.name)
    guard !calls.isEmpty, calls.count == mentions[function.name], functions(named: function.name).count == 1 else { return nil }
    var given: [ExprSyntax] = []
    for call in calls {
      if call.arguments.count == function.parameters.count,
        call.arguments[position].label == function.parameters[position].label || call.arguments[position].isTrailing
      {
        given.append(call.arguments[position].expression)
      } else if let label = function.parameters[position].label, let argument = call.argument(labelled: label) {
        given.append(argument.expression)
      } else if let value = parameter.defaultValue?.value, call.arguments.count < function.parameters.count,
        function.parameters[position].label != nil
      {
        given.append(value)
      } else {
        return nil
      }
    }
    return given
  }
}

extension FunctionFact {
  /// The expression that the body gives in its only, last statement that gives something.
  package var returnedValue: ExprSyntax? {
    guard let body, let last = body.statements.last?.item else { return nil }
    let returns = ReturnFinder.returns(in: body)
    if let statement = last.as(ReturnStmtSyntax.self) { return returns.count == 1 ? statement.expression : nil }
    return returns.isEmpty && body.statements.count == 1
      ? ExprSyntax(last) ?? last.as(ExpressionStmtSyntax.self)?.expression : nil
  }

  /// The `return` statements of the body itself; nil when it returns a value without one.
  package var returnStatements: [ReturnStmtSyntax]? {
    let found = body.map { ReturnFinder.returns(in: $0) } ?? []
    return found.isEmpty ? nil : found
  }
}

/// Collects the `return` statements of one body, not those of closures and functions in it.
private final class ReturnFinder: SyntaxVisitor {
  private var found: [ReturnStmtSyntax] = []

  static func returns(in body: CodeBlockSyntax) -> [ReturnStmtSyntax] {
    let finder = ReturnFinder(viewMode: .sourceAccurate)
    finder.walk(body)
    return finder.found
  }

  override func visit(_ node: ReturnStmtSyntax) -> SyntaxVisitorContinueKind {
    found.append(node)
    return .skipChildren
  }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}

extension CodeBlockItemListSyntax {
  /// The value of a body that is nothing but one expression, with or without `return`.
  package var onlyValue: ExprSyntax? {
    guard count == 1, let item = first?.item else { return nil }
    return ExprSyntax(item) ?? item.as(ReturnStmtSyntax.self)?.expression ?? item.as(ExpressionStmtSyntax.self)?.expression
  }
}

extension IfExprSyntax {
  /// The bodies of an `if` that always has one to run; nil without an `else`.
  fileprivate var arms: [CodeBlockItemListSyntax]? {
    switch elseBody {
    case .codeBlock(let last)?: [body.statements, last.statements]
    case .ifExpr(let other)?: other.arms.map { [body.statements] + $0 }
    case nil: nil
    }
  }
}

extension SyntaxProtocol {
  /// The nearest node of this kind around the node.
  package func ancestor<T: SyntaxProtocol>(_: T.Type) -> T? {
    var node = parent
    while let current = node {
      if let match = current.as(T.self) { return match }
      node = current.parent
    }
    return nil
  }
}
