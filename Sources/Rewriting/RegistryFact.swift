import SourceFacts
import SwiftSyntax

/// A registry of 0.18 in a variable.
struct RegistryFact {
  let name: String
  let call: CallFact
  var isConfluent: Bool { call.name == "ConfluentSchemaRegistry" }

  /// Whether all that is done with it can be said in 0.19.
  func isRewritable(in facts: FlowFacts) -> Bool {
    let requests = facts.requests(to: self)
    return (isConfluent ? call.arguments.count == 1 : call.arguments.count <= 1)
      && facts.reads[name, default: 0] == requests.count
      && requests.allSatisfy { request in
        request.replacement != nil && (request.call.function.map { facts.functions[$0].isThrowing } ?? true)
      }
  }

  /// The client in the registry's place.
  var edits: [Edit] {
    guard isConfluent else {
      guard let url = call.arguments.first else {
        return [.replace(call.place.range, with: #"SchemaRegistryClient(["url": "http://localhost:8081"])"#)]
      }
      return [Edit(call.place.range, pieces: [.text(#"SchemaRegistryClient(["url": "#), .source(url.place.range), .text("])")])]
    }
    return call.arguments.map { Edit(call.place.range, pieces: [.source($0.place.range)]) }
  }
}

/// A call that asks a registry for a serializer.
struct SerdeRequest {
  static let names: Set = ["serializer", "deserializer"]

  let call: CallFact
  let registry: RegistryFact
  /// The `SchemaRef(…)` it is given, if it is given one.
  let reference: CallFact?

  /// The same in 0.19; `nil` if the schema is not named where it is asked for.
  var replacement: String? {
    let isSerializer = call.name == "serializer"
    let type =
      call.argument(labelled: "of").map { $0.text.hasSuffix(".self") ? "<\($0.text.dropLast(5))>" : "<\($0.text)>" } ?? ""
    let unlabelled = call.unlabelled
    guard unlabelled.count + (type.isEmpty ? 0 : 1) == call.arguments.count else { return nil }
    if registry.isConfluent, !isSerializer { return unlabelled.isEmpty ? "AvroDeserializer\(type)(\(registry.name))" : nil }
    guard unlabelled.count == 1, let schema = schema(unlabelled[0].text) else { return nil }
    if registry.isConfluent {
      return #"AvroSerializer\#(type)(\#(registry.name), \#(schema), conf: ["subject.name.strategy": recordSubjectNameStrategy])"#
    }
    return "PlainAvro\(isSerializer ? "Serializer" : "Deserializer")\(type)(schema: \(schema))"
  }

  /// How 0.19 fetches the schema that `SchemaRef("subject", version: 2)`, or an id, names.
  private func schema(_ argument: String) -> String? {
    if Int(argument) != nil { return "try \(registry.name).getSchema(\(argument))" }
    guard let arguments = reference?.arguments, let subject = arguments.first, subject.label == nil else { return nil }
    guard arguments.count > 1, arguments[1].text != "nil" else {
      return "try \(registry.name).getLatestVersion(\(subject.text)).schema"
    }
    guard arguments.count == 2, arguments[1].label == "version" else { return nil }
    return "try \(registry.name).getVersion(\(subject.text), \(arguments[1].text)).schema"
  }
}

extension FlowFacts {
  /// The registry of 0.18 that a call makes, if one variable alone holds it.
  func registry(madeBy call: CallFact) -> RegistryFact? {
    guard ["ConfluentSchemaRegistry", "RedpandaSchemaRegistry"].contains(call.name), call.isPlain,
      !declaredTypes.contains(call.name),
      let binding = call.syntax.parent?.as(InitializerClauseSyntax.self)?.parent?.as(PatternBindingSyntax.self),
      let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText
    else { return nil }
    let holders = variables(named: name)
    guard holders.count == 1, holders[0].type == nil, holders[0].initializer?.id == call.syntax.id else { return nil }
    return RegistryFact(name: name, call: call)
  }

  /// The registry that a call asks for a serializer.
  func registry(askedBy call: CallFact) -> RegistryFact? {
    guard SerdeRequest.names.contains(call.name), let base = call.baseName, let holder = variables(named: base).first?.initializer
    else { return nil }
    return self.call(at: holder).flatMap(registry(madeBy:))
  }

  /// What a registry is asked for.
  func requests(to registry: RegistryFact) -> [SerdeRequest] {
    calls(onMembersOf: registry.name).filter { SerdeRequest.names.contains($0.name) }.map { call in
      let given = call.unlabelled.first.flatMap { self.call(at: $0.expression) }
      return SerdeRequest(call: call, registry: registry, reference: given?.name == "SchemaRef" ? given : nil)
    }
  }
}

/// What a step's serializer or deserializer comes from, as far as the file shows it.
enum SerdeOrigin: String {
  /// Confluent's registry of 0.18, in a form that stays as it is.
  case confluent
  /// Confluent's registry of 0.18, in a form that is rewritten, with the strategy for subjects that it had.
  case rewrittenConfluent = "rewritten-confluent"
  /// Redpanda's registry, or a type of the file itself.
  case other
  case unknown
}

extension FlowFacts {
  /// Where the serializers come from that a step of `kop` is given.
  func serdeOrigins(of step: CallFact) -> [SerdeOrigin] {
    let serdes = step.arguments.filter { $0.label?.hasSuffix("erializer") == true } + step.unlabelled.dropFirst(2)
    return serdes.isEmpty ? [.unknown] : serdes.map { serdeOrigin($0.expression) }
  }

  private func serdeOrigin(_ expression: ExprSyntax) -> SerdeOrigin {
    if let name = expression.plainName {
      let holders = variables(named: name)
      guard holders.count == 1, let value = holders[0].initializer, value.plainName == nil else { return .unknown }
      return serdeOrigin(value)
    }
    guard let call = call(at: expression) else { return .unknown }
    if call.isPlain { return declaredTypes.contains(call.name) ? .other : .unknown }
    guard let registry = registry(askedBy: call) else { return .unknown }
    guard registry.isConfluent else { return .other }
    return registry.isRewritable(in: self) ? .rewrittenConfluent : .confluent
  }
}
