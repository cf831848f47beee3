import BytewaxRunner
import DataflowCore

/// A flow of 0.16 or 0.17: one pipeline that every call makes longer.
///
/// It keeps the static type of its current stream. A step is checked against it once, when it is added; what does not fit is
/// collected with all other mistakes and reported when the flow is run. No item is boxed or cast.
public final class Dataflow {
  @usableFromInline package let graph = Graph(flowID: "flow")
  @usableFromInline package private(set) var current: CurrentStream?
  package let traits: FluentTraits
  private var countOfKinds: [String: Int] = [:]

  package init(traits: FluentTraits) { self.traits = traits }

  /// Makes `port` the current stream.
  @usableFromInline
  package func advance<Element: Sendable>(to port: Port<Element>) {
    current = CurrentStream(port, keyed: nil)
  }

  /// Makes `port`, whose items are pairs, the current stream; steps that show no value type may follow.
  @usableFromInline
  package func advance<Value: Sendable>(toKeyed port: Port<(String, Value)>) {
    current = CurrentStream(port, keyed: .of(Value.self))
  }

  /// Makes `port` the current stream; it has the items of the stream before it.
  @usableFromInline
  package func advance(past port: AnyPort) {
    current?.port = port
  }

  /// Makes what a step without a visible value type has made the current stream.
  package func advance(to stream: CurrentStream) { current = stream }

  /// The id of a step that the eras gave none: its operator and, from the second on, its number.
  ///
  /// Breaking change: every-step-needs-id (0.17 → 0.18).
  @usableFromInline
  package func unnamed(_ kind: String, _ file: StaticString, _ line: UInt) -> StepID {
    countOfKinds[kind, default: 0] += 1
    let count = countOfKinds[kind, default: 1]
    return StepID(qualified: count == 1 ? kind : "\(kind)_\(count)", kind: kind, place: SourcePlace(file, line))
  }

  /// The id of a step that its author named; two steps may share one (breaking change: duplicate-step-ids-rejected).
  ///
  /// Recovery rows carry it without the flow's id (breaking change: recovery-step-ids-qualified).
  @usableFromInline
  package func named(_ name: String, _ kind: String, _ file: StaticString, _ line: UInt) -> StepID {
    StepID(qualified: name, kind: kind, place: SourcePlace(file, line))
  }

  /// The current stream, if its items are of just this type; before the first input it is empty, of any type.
  @usableFromInline
  package func exactStream<Element: Sendable>(of type: Element.Type) -> Port<Element>? {
    guard let current else { return graph.silentPort() }
    return current.type == type ? current.port.assuming() : nil
  }

  /// The current stream as items of the type a step asks for; a type that cannot be reached is a mistake.
  @usableFromInline
  package func stream<Element: Sendable>(of type: Element.Type, for id: StepID) -> Port<Element> {
    if let port = exactStream(of: type) { return port }
    guard canCast(to: type, for: id) else { return graph.silentPort() }
    return anyStream(for: id).map(id) { try cast($0) }
  }

  /// The current stream as pairs whose values are of the type a step asks for; a type that cannot be reached is a mistake.
  @usableFromInline
  package func pairs<Value: Sendable>(of type: Value.Type, for id: StepID) -> Port<(String, Value)> {
    guard let current, current.canCastValues(to: type), current.type != (String, Value).self else {
      return stream(of: (String, Value).self, for: id)
    }
    return anyStream(for: id).map(id) { try cast($0) }
  }

  /// The current stream, boxed, for callbacks whose parameter is `Any`.
  @usableFromInline
  package func anyStream(for id: StepID) -> Port<any Sendable> {
    guard let current else { return graph.silentPort() }
    return current.boxed(id.nested("cast"), current.port)
  }

  /// Keeps the items for which a predicate on the boxed item, its epoch and its worker holds; for callbacks that ask for another type
  /// than the items', because the stream keeps its own.
  @usableFromInline
  package func keep<Element>(
    _ id: StepID, as type: Element.Type, where predicate: @escaping @Sendable (Element, _ epoch: Int, _ worker: Int) throws -> Bool
  ) {
    guard let current, type == Any.self || canCast(to: type, for: id) else { return }
    advance(past: current.kept(id, current.port) { try predicate(cast($0), $1, $2) })
  }

  private func canCast<Element>(to type: Element.Type, for id: StepID) -> Bool {
    guard let current, current.type != type, !current.canCast(to: type) else { return true }
    let advice = id.kind == "output" ? "put a step before it that makes them" : "change the callback's parameter"
    graph.report("step '\(id)' takes \(type), but the items that reach it are \(current.type); \(advice)", at: id.place)
    return false
  }

  /// What a step without a visible value type needs; `nil`, with a mistake reported, when the current stream is not known to be keyed.
  package func keyedStream(for id: StepID) -> (port: AnyPort, face: KeyedFace)? {
    guard let current else { return nil }
    if let keyed = current.keyed { return (current.port, keyed) }
    graph.report(
      "step '\(id)' needs (key, value) pairs, but the items that reach it are \(current.type); put a step before it that returns (String, value)",
      at: id.place)
    return nil
  }
}

/// In what the two fluent eras differ beneath their spelling.
package struct FluentTraits: Sendable {
  /// The number of the first epoch (breaking change: epochs-per-partition).
  package var firstEpoch: Int
  /// Whether a source's items are dealt over all workers, unless a step sees their order (breaking change: auto-rebalance-removed).
  package var spreadsInput: Bool
  /// Whether items pass through the flow singly where that can be seen (breaking change: failure-drops-whole-batch).
  package var movesSingly: Bool
  /// Whether partitions are closed when the flow fails (breaking change: close-on-drop).
  package var closesOnFailure: Bool
  /// Whether several workers pause after each poll where that decides which items are late (breaking change: poll-cooldown-every-batch).
  package var pausesAfterPolls: Bool

  package init(firstEpoch: Int, spreadsInput: Bool, movesSingly: Bool, closesOnFailure: Bool, pausesAfterPolls: Bool) {
    self.firstEpoch = firstEpoch
    self.spreadsInput = spreadsInput
    self.movesSingly = movesSingly
    self.closesOnFailure = closesOnFailure
    self.pausesAfterPolls = pausesAfterPolls
  }
}
