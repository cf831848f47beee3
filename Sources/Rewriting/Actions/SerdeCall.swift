import RuleBook
import SourceFacts

/// Puts the method that 0.19 calls in front of a serializer's `ser` or a deserializer's `de`, which stays as it is.
struct SerdeCall: RuleAction {
  static let verb = "serde-call"

  init(_ argument: RuleValue, in rule: Rule) throws {}

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .method(let method) = site, method.isOriginal, let result = method.returnType, let parameter = method.parameters.first,
      method.isSerde,
      !facts.hasMethod("callAsFunction", beside: method)
    else { return .nothingToDo }
    let effect = method.isThrowing ? " throws" : ""
    let attempt = method.isThrowing ? "try " : ""
    let label = parameter.label.map { "\($0): " } ?? ""
    let returned = method.name == "ser" ? "[UInt8]?" : result
    return .edits([
      facts.memberBefore(
        method,
        [
          "func callAsFunction(_ \(parameter.name): \(parameter.type), _ ctx: SerializationContext)\(effect) -> \(returned) {",
          "\t\(attempt)\(method.name)(\(label)\(parameter.name))", "}",
        ])
    ])
  }
}

/// Gives a serializer of the file's own the protocol of 0.19, when its method can be called by it; otherwise leaves it to a person.
struct SerdeType: RuleAction {
  static let verb = "serde-type"
  let message: String

  init(_ argument: RuleValue, in rule: Rule) throws { message = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .typeUse(let use) = site, use.role == .inheritance,
      let name = ["SchemaSerializer": "Serializer", "SchemaDeserializer": "Deserializer"][use.name],
      let type = facts.type(inheriting: use), type.methods.contains(where: { facts.functions[$0].isSerde }),
      !facts.declaredTypes.contains(name)
    else { return .left(message, at: site.place) }
    return .edits([.replace(use.place.range, with: name)])
  }
}

extension FunctionFact {
  /// Whether the bytes of a `ser` or `de` are what 0.19 hands over: bytes or nothing.
  var isSerde: Bool {
    let bytes: Set<String> = ["[UInt8]?", "Optional<[UInt8]>", "MaybeStrBytes"]
    guard parameters.count == 1, let parameter = parameters.first, let returnType else { return false }
    return name == "de" ? bytes.contains(parameter.type) : name == "ser" && bytes.union(["[UInt8]"]).contains(returnType)
  }
}

extension FlowFacts {
  /// The type whose declaration a use in an inheritance clause belongs to: the one whose members come next.
  func type(inheriting use: TypeUse) -> TypeFact? {
    types.filter { $0.inherited.contains(use.name) && $0.members.position.utf8Offset >= use.place.range.upperBound }
      .min { $0.members.position.utf8Offset < $1.members.position.utf8Offset }
  }
}
