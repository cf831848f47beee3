import RuleBook
import SourceFacts

/// Makes the serializers that 0.18's registries gave: the registry becomes a client, and each serializer one of 0.19 with the schema
/// fetched from it (kafka-registry-removed). Confluent's keep their subject's name (kafka-subject-strategy).
///
/// Only a registry that stands in a variable and is asked for serializers only is rewritten; others are left to a person.
struct RegistrySerdes: RuleAction {
  static let verb = "registry-serdes"
  let message: String

  init(_ argument: RuleValue, in rule: Rule) throws { message = try rule.text(argument, for: Self.verb) }

  func apply(to site: Site, _ facts: FlowFacts) -> Outcome {
    guard case .typeUse(let use) = site else { return .nothingToDo }
    guard use.name != "SchemaRef" else {
      let isAsked = facts.registries.contains { registry in
        registry.isRewritable(in: facts)
          && facts.requests(to: registry).contains { $0.reference?.namePlace.range == use.place.range }
      }
      return isAsked ? .nothingToDo : .left(message, at: use.place)
    }
    guard let registry = facts.registries.first(where: { $0.call.namePlace.range == use.place.range }),
      registry.isRewritable(in: facts)
    else { return .left(message, at: use.place) }
    let serdes = facts.requests(to: registry).compactMap { request in
      request.replacement.map { Edit.replace(request.call.place.range, with: $0) }
    }
    return .review(
      "schemas are fetched when the flow is built, and an error then ends it", at: use.place, registry.edits + serdes)
  }
}

/// A registry of 0.18 in a variable.
private struct RegistryFact {
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
private struct SerdeRequest {
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
  /// The variables that hold a registry of 0.18.
  fileprivate var registries: [RegistryFact] {
    calls.compactMap { call in
      guard call.isPlain, ["ConfluentSchemaRegistry", "RedpandaSchemaRegistry"].contains(call.name),
        !declaredTypes.contains(call.name)
      else {
        return nil
      }
      let holders = variables.filter { $0.initializer?.sourceText == call.syntax.sourceText }
      guard holders.count == 1, variables.count(where: { $0.name == holders[0].name }) == 1, holders[0].type == nil else {
        return nil
      }
      return RegistryFact(name: holders[0].name, call: call)
    }
  }

  /// What a registry is asked for.
  fileprivate func requests(to registry: RegistryFact) -> [SerdeRequest] {
    calls.compactMap { call in
      guard ["serializer", "deserializer"].contains(call.name), let base = call.basePlace,
        String(decoding: file.bytes[base.range], as: UTF8.self) == registry.name
      else { return nil }
      let reference = calls.first { $0.name == "SchemaRef" && $0.place.range == call.unlabelled.first?.place.range }
      return SerdeRequest(call: call, registry: registry, reference: reference)
    }
  }
}
