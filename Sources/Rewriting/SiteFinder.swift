import RuleBook
import SourceFacts
import SwiftSyntax

/// Finds the sites a rule's `find` describes among a file's facts.
struct SiteFinder {
  /// The keys `find` may have.
  ///
  /// `type`: uses of Bytewax types; `function`, `construct`: calls of free functions and initialisers, with `of` only those in
  /// types that conform; `label`: only calls with this argument; `method` with `of`: methods of types that conform; `lacks` with `of`: conforming types without
  /// the method; `returns`: only methods whose result starts like this; `operator`: steps of a fluent flow;
  /// `call`: operators over streams, with `serde` only those that are given a serializer of such an origin; `import`; `string`: literals; `flow`: whole fluent flows; `first-hop`: only in files
  /// that were of the hop's older era to begin with, as for what that era may have stored.
  static let keys: Set<String> = [
    "type", "function", "construct", "label", "method", "of", "lacks", "returns", "operator", "call", "serde", "import", "string",
    "flow", "first-hop",
  ]

  let facts: FlowFacts

  /// The sites in the order of the file.
  func sites(_ find: [String: RuleValue]) -> [Site] {
    let label = find["label"]?.text
    func matching(_ calls: [CallFact]) -> [Site] {
      calls.filter { call in label.map { call.argument(labelled: $0) != nil } ?? true }.map(Site.call)
    }
    if let names = find["type"]?.list { return typeUses(names) }
    if let names = (find["function"] ?? find["construct"])?.list {
      let owners = find["of"].map { Set(facts.types(conformingTo: $0.list).map(\.name)) }
      return matching(
        facts.calls.filter { owners?.contains(owner(of: $0) ?? "") != false }.filter {
          $0.isPlain && (names.contains($0.name) && isBytewax($0) || $0.madeType.map(names.contains) == true)
        })
    }
    if let names = find["operator"]?.list {
      return matching(facts.calls.filter { if case .dataflow = $0.receiver { names.contains($0.name) } else { false } })
    }
    if let names = find["call"]?.list {
      let origins = find["serde"]?.list
      return matching(
        facts.calls.filter { call in
          guard isOperator(call, names) else { return false }
          return origins.map { facts.serdeOrigins(of: call).map(\.rawValue).contains(where: $0.contains) } ?? true
        })
    }
    if let names = find["import"]?.list { return facts.imports.filter { names.contains($0.module) }.map(Site.importing) }
    if let values = find["string"]?.list { return facts.strings.filter { values.contains($0.value) }.map(Site.string) }
    if find["flow"] != nil { return facts.dataflows.filter(\.isOwner).map(Site.flow) }
    let protocols = find["of"]?.list ?? []
    if let missing = find["lacks"]?.text { return types(protocols, without: missing) }
    if let names = find["method"]?.list { return methods(names, protocols, find["returns"]?.text) }
    return []
  }

  /// The type in one of whose methods a call stands.
  private func owner(of call: CallFact) -> String? {
    call.function.flatMap { facts.functions[$0].type }.map { facts.types[$0].name }
  }

  /// Whether a plain call means Bytewax's function or type: as a compiler says, or because the file declares none of that name.
  private func isBytewax(_ call: CallFact) -> Bool {
    if let verdict = call.verdict { return verdict == .bytewax }
    return !call.isOwn && !facts.declaredTypes.contains(call.name)
      && !facts.functions(named: call.name).contains { $0.type == nil }
  }

  /// Everyday words count only where a type is inherited or used as `any`/`some`.
  private func typeUses(_ names: [String]) -> [Site] {
    facts.typeUses.filter { use in
      guard names.contains(use.name) else { return false }
      return !EraVocabulary.commonWords.contains(use.name) || use.role == .inheritance
    }.map(Site.typeUse)
  }

  private func isOperator(_ call: CallFact, _ names: [String]) -> Bool {
    switch call.receiver {
    case .namespace(let space): names.contains("\(space).\(call.name)")
    case .stream: names.contains { $0.hasSuffix(".\(call.name)") }
    default: false
    }
  }

  private func types(_ protocols: [String], without method: String) -> [Site] {
    let conforming = facts.types(conformingAtLastTo: protocols)
    let byName = Dictionary(grouping: conforming, by: \.name)
    return conforming.filter { type in
      guard !type.isExtension, !type.isProtocol, !protocols.allSatisfy(facts.declaredTypes.contains) else { return false }
      // What a superclass is given, or a protocol's extension has, its heirs have too.
      let family = ([type.name] + type.inherited).flatMap { byName[$0] ?? [] }
      return !family.contains { other in
        other.name != type.name && !other.isProtocol && !other.isExtension
          || other.methods.contains { facts.functions[$0].name == method && facts.functions[$0].body != nil }
      }
    }.map(Site.type)
  }

  private func methods(_ names: [String], _ protocols: [String], _ result: String?) -> [Site] {
    let known = protocols.filter { !facts.declaredTypes.contains($0) }
    return names.flatMap { facts.methods(named: $0, of: known) }.filter { method in
      result.map { method.returnType?.hasPrefix($0) == true } ?? true
    }.map(Site.method)
  }
}

extension CallFact {
  /// A call without receiver, or on the Bytewax module itself.
  var isPlain: Bool { receiver == .none || (receiver == .other && basePlace != nil && isModuleQualified) }

  private var isModuleQualified: Bool {
    var first = syntax.calledExpression
    while let base = first.as(MemberAccessExprSyntax.self)?.base { first = base }
    return first.plainName.map { EraVocabulary.eras(ofModule: $0) != nil } == true
  }
}

extension DataflowFact {
  /// Whether the name is where a flow begins, rather than a parameter that receives one.
  var isOwner: Bool {
    switch origin {
    case .parameter, .extended: false
    case .constructed, .result, .property, .declared: true
    }
  }
}
