import SwiftSyntax

/// What a callback takes and gives, as far as the text shows it.
package struct CallbackTypes: Sendable, Equatable {
  package var parameters: [String?]
  package var result: String?
}

/// Reads the types of expressions off a file's text; nil wherever the text does not show them.
package struct ValueTypes {
  package let facts: FlowFacts

  /// How many variables and properties were gone into on the way here; those that stand for one another would have no end.
  private var depth = 0

  package init(_ facts: FlowFacts) { self.facts = facts }

  /// The same for what a name is set to; nil when names have been gone into too far.
  private var behindName: ValueTypes? {
    guard depth < 6 else { return nil }
    var deeper = self
    deeper.depth += 1
    return deeper
  }

  /// The type of what a variable or property is set to.
  private func type(ofValue value: ExprSyntax, _ names: [String: String]) -> String? {
    behindName?.type(of: value, names).flatMap { $0.utf8.count < 1_000 ? $0 : nil }
  }

  /// The types of a function reference or closure.
  package func callback(_ expression: ExprSyntax, inputs: [String?] = []) -> CallbackTypes {
    if let closure = expression.as(ClosureExprSyntax.self) { return self.closure(closure, inputs: inputs) }
    if let made = expression.as(FunctionCallExprSyntax.self) {
      return type(of: ExprSyntax(made)).flatMap(Self.function) ?? CallbackTypes(parameters: [])
    }
    if let function = facts.function(named: expression) { return Self.types(of: function) }
    if let access = expression.as(MemberAccessExprSyntax.self) { return member(access) }
    if let path = expression.as(KeyPathExprSyntax.self) { return keyPath(path) }
    switch facts.meaning(of: expression).declaration?.kind {
    case .variable(_, let binding):
      if let type = binding.typeAnnotation?.type { return Self.function(type.sourceText) ?? CallbackTypes(parameters: []) }
      return binding.initializer.flatMap { behindName?.callback($0.value, inputs: inputs) } ?? CallbackTypes(parameters: [])
    case .parameter(let parameter): return Self.function(parameter.type.sourceText) ?? CallbackTypes(parameters: [])
    case .type: return CallbackTypes(parameters: [], result: expression.plainName)
    default: return CallbackTypes(parameters: [])
    }
  }

  /// A path that names its root, in the place of a function.
  private func keyPath(_ path: KeyPathExprSyntax) -> CallbackTypes {
    guard let root = path.root?.sourceText else { return CallbackTypes(parameters: []) }
    let end = path.components.reduce(root as String?) { type, component in
      guard let type, let property = component.component.as(KeyPathPropertyComponentSyntax.self) else { return nil }
      return field(property.declName.baseName.text, of: type)
    }
    return CallbackTypes(parameters: [root], result: end)
  }

  private static func types(of function: FunctionFact) -> CallbackTypes {
    CallbackTypes(
      parameters: function.parameters.map { function.outside($0.type) }, result: function.outside(function.returnType ?? "Void"))
  }

  /// The types of a method, of a property that holds a function, and of an initialiser.
  private func member(_ access: MemberAccessExprSyntax) -> CallbackTypes {
    let name = access.declName.baseName.identifierText
    guard let base = access.base else { return CallbackTypes(parameters: []) }
    let named = base.plainName.flatMap { facts.type(named: $0)?.name }
    guard name != "init" else { return CallbackTypes(parameters: [], result: named) }
    guard let owner = named ?? type(of: base) else { return CallbackTypes(parameters: []) }
    let methods = facts.methods(named: name, ofType: owner)
    if methods.count == 1 { return Self.types(of: methods[0]) }
    return methods.isEmpty
      ? property(name, of: owner).flatMap(Self.function) ?? CallbackTypes(parameters: []) : CallbackTypes(parameters: [])
  }

  /// The parameters and the result of a function's type, as written.
  private static func function(_ type: String) -> CallbackTypes? {
    let plain = type.split(separator: " ").drop { $0.hasPrefix("@") }.joined(separator: " ")
    guard let arrow = plain.firstRange(of: ") -> ") ?? plain.firstRange(of: ") throws -> ") else { return nil }
    let inner = String(plain[..<arrow.lowerBound].dropFirst())
    guard plain.hasPrefix("("), !inner.contains("->") else { return nil }
    let parameters = TupleType.parts(of: "(\(inner))") ?? (inner.isEmpty ? [] : [inner])
    return CallbackTypes(parameters: parameters, result: String(plain[arrow.upperBound...]))
  }

  private func closure(_ closure: ClosureExprSyntax, inputs: [String?]) -> CallbackTypes {
    var names: [String: String] = [:]
    var types: [String?] = []
    for (position, parameter) in closure.parameters.enumerated() {
      let type = parameter.type?.sourceText ?? (position < inputs.count ? inputs[position] : nil)
      types.append(type)
      names[parameter.name.identifierText] = type
    }
    for (position, type) in inputs.enumerated() where closure.parameters.isEmpty { names["$\(position)"] = type }
    let written = closure.signature?.returnClause?.type.sourceText
    let only = closure.statements.count == 1 ? closure.statements.first?.item : nil
    let value = only.flatMap { ExprSyntax($0) ?? $0.as(ReturnStmtSyntax.self)?.expression }
    return CallbackTypes(parameters: types.isEmpty ? inputs : types, result: written ?? value.flatMap { type(of: $0, names) })
  }

  /// The type of an expression in which `names` have known types.
  package func type(of expression: ExprSyntax, _ names: [String: String] = [:]) -> String? {
    if expression.is(IntegerLiteralExprSyntax.self) { return "Int" }
    if expression.is(FloatLiteralExprSyntax.self) { return "Double" }
    if expression.is(StringLiteralExprSyntax.self) { return "String" }
    if expression.is(BooleanLiteralExprSyntax.self) { return "Bool" }
    if let attempt = expression.as(TryExprSyntax.self) { return type(of: attempt.expression, names) }
    if let reference = expression.as(DeclReferenceExprSyntax.self) { return name(reference, names) }
    if let tuple = expression.as(TupleExprSyntax.self) {
      let parts = tuple.elements.map { type(of: $0.expression, names) }
      guard parts.allSatisfy({ $0 != nil }) else { return nil }
      let joined = parts.compactMap { $0 }.joined(separator: ", ")
      return parts.count == 1 ? joined : "(\(joined))"
    }
    if let array = expression.as(ArrayExprSyntax.self) {
      let kinds = Set(array.elements.map { type(of: $0.expression, names) })
      guard kinds.count == 1, case .some(.some(let element)) = kinds.first else { return nil }
      return "[\(element)]"
    }
    if let sequence = expression.as(SequenceExprSyntax.self) { return operation(sequence, names) }
    if let call = expression.as(FunctionCallExprSyntax.self) { return self.call(call, names) }
    if let cast = expression.as(AsExprSyntax.self) { return cast.type.sourceText }
    return member(expression, names)
  }

  private func name(_ reference: DeclReferenceExprSyntax, _ names: [String: String]) -> String? {
    let text = reference.baseName.identifierText
    if let known = names[text] { return known }
    guard let declaration = facts.meaning(of: ExprSyntax(reference)).declaration else { return nil }
    switch declaration.kind {
    case .variable(let node, let binding):
      if let type = binding.typeAnnotation { return type.type.sourceText }
      // Only backwards, so that no two names lead to one another.
      guard binding.position < reference.position, let value = binding.initializer?.value else { return nil }
      let isOfFile =
        node.ancestor(CodeBlockItemListSyntax.self)?.parent?.is(SourceFileSyntax.self) == true || declaration.isMember
      return type(ofValue: value, isOfFile ? [:] : names)
    case .parameter(let parameter): return parameter.type.sourceText
    default: return nil
    }
  }

  private func operation(_ sequence: SequenceExprSyntax, _ names: [String: String]) -> String? {
    let parts = Array(sequence.elements)
    guard parts.count == 3 else { return nil }
    switch parts[1].sourceText {
    case "==", "!=", "<", ">", "<=", ">=", "&&", "||": return "Bool"
    case "..<", "...": return type(of: parts[0], names).map { "Range<\($0)>" }
    case "+", "-", "*", "/", "%":
      let (left, right) = (type(of: parts[0], names), type(of: parts[2], names))
      return left == "Int" && parts[0].is(IntegerLiteralExprSyntax.self) ? right : left ?? right
    case "??": return type(of: parts[2], names)
    default: return nil
    }
  }

  private func call(_ call: FunctionCallExprSyntax, _ names: [String: String]) -> String? {
    if let reference = call.calledExpression.as(DeclReferenceExprSyntax.self) {
      let callee = reference.baseName.identifierText
      if let function = facts.function(named: ExprSyntax(reference)) { return function.outside(function.returnType ?? "Void") }
      let converts = ["Int", "Double", "Float"].contains(callee) && call.arguments.count == 1
      if converts, let argument = call.arguments.first, argument.label == nil {
        let from = type(of: argument.expression, names)
        return from == "String" || from == "Substring" ? callee + "?" : from == nil ? nil : callee
      }
      return callee.first?.isUppercase == true ? callee : nil
    }
    if call.calledExpression.is(ArrayExprSyntax.self) || call.calledExpression.is(DictionaryExprSyntax.self) {
      return call.calledExpression.sourceText
    }
    guard let member = call.calledExpression.as(MemberAccessExprSyntax.self) else { return nil }
    switch member.declName.baseName.text {
    case "lowercased", "uppercased": return "String"
    case "hasPrefix", "hasSuffix", "contains", "allSatisfy": return "Bool"
    case "sorted", "filter", "reversed": return member.base.flatMap { type(of: $0, names) }
    default: return nil
    }
  }

  private func member(_ expression: ExprSyntax, _ names: [String: String]) -> String? {
    guard let member = expression.as(MemberAccessExprSyntax.self), let base = member.base else { return nil }
    let name = member.declName.baseName.text
    if name == "count" { return "Int" }
    if name == "isEmpty" { return "Bool" }
    return type(of: base, names).flatMap { field(name, of: $0) }
  }

  /// The type of a property, or of an element of a tuple.
  private func field(_ name: String, of owner: String) -> String? {
    if let position = Int(name) { return TupleType.parts(of: owner).flatMap { position < $0.count ? $0[position] : nil } }
    return property(name, of: owner)
  }

  private func property(_ name: String, of type: String) -> String? {
    guard let members = facts.type(named: type)?.members.members else { return nil }
    let bindings = facts.declared.entries(of: name, in: members).lazy.compactMap { entry in
      if case .variable(_, let binding) = entry.declaration.kind { binding } else { nil }
    }
    guard let binding = bindings.first else { return nil }
    return binding.typeAnnotation?.type.sourceText ?? binding.initializer.flatMap { self.type(ofValue: $0.value, [:]) }
  }
}

/// Takes tuple, array and optional types apart as text.
package enum TupleType {
  /// The parts of `(A, B)`; nil for anything else. Labels are dropped.
  package static func parts(of type: String) -> [String]? {
    guard type.hasPrefix("("), type.hasSuffix(")") else { return nil }
    let parts = split(String(type.dropFirst().dropLast()))
    return parts.count > 1 ? parts.map(withoutLabel) : nil
  }

  /// `A` of `[A]` and of `Set<A>`; a dictionary has no single element.
  package static func element(of type: String) -> String? {
    for wrapper in ["Set<", "Array<", "Range<"] where type.hasPrefix(wrapper) {
      return String(type.dropFirst(wrapper.count).dropLast())
    }
    guard type.hasPrefix("["), type.hasSuffix("]") else { return nil }
    let inner = String(type.dropFirst().dropLast())
    return split(inner, at: ":").count == 1 ? inner : nil
  }

  /// `A` of `A?`.
  package static func wrapped(_ type: String) -> String? { type.hasSuffix("?") ? String(type.dropLast()) : nil }

  private static func withoutLabel(_ part: String) -> String {
    let pieces = split(part, at: ":")
    return pieces.count == 2 ? pieces[1] : part
  }

  private static func split(_ text: String, at mark: Character = ",") -> [String] {
    var depth = 0
    var parts = [""]
    for character in text {
      if "([<".contains(character) { depth += 1 }
      if ")]>".contains(character) { depth -= 1 }
      if character == mark, depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }
}
