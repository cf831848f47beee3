import Connectors
import DataflowCore
import DataflowOperators
import Windowing

/// The stream a fluent flow has come to: its port, its items' type, and what can be done to it without naming the type.
@usableFromInline
package struct CurrentStream {
  package var port: AnyPort
  package let type: Any.Type
  package let keyed: KeyedFace?
  let boxed: (StepID, AnyPort) -> Port<any Sendable>
  /// The stream without the items for which a predicate on the boxed item, its epoch and its worker is false.
  let kept: (StepID, AnyPort, @escaping @Sendable (any Sendable, Int, Int) throws -> Bool) -> AnyPort
  package let redistributed: (StepID, AnyPort) -> AnyPort
  /// Adds a step that prints the items.
  let printed: (StepID, AnyPort, Arrival) -> Void
  private let castable: CastableType

  init<Element: Sendable>(_ port: Port<Element>, keyed: KeyedFace?) {
    self.port = port.erased
    self.keyed = keyed
    type = Element.self
    castable = CastableType(Element.self)
    boxed = { id, port in port.assuming(Element.self).map(id) { $0 } }
    kept = { id, port, predicate in
      port.assuming(Element.self).flatMapBatch(id) { worker in
        { items in try items.filter { try predicate($0, worker.epoch, worker.index) } }
      }.erased
    }
    redistributed = { id, port in port.assuming(Element.self).redistribute(id).erased }
    printed = { id, port, seen in port.assuming(Element.self).output(id, StdOutSink<Element>().sinkRecipe, sees: seen) }
  }

  /// Whether the items can be cast to `target`; those that are pairs, also to pairs whose values may be anything or absent.
  func canCast<Target>(to target: Target.Type) -> Bool {
    castable.canCast(to: target) || keyed?.widerPairs.contains { $0 == target } == true
  }

  /// Whether the items are pairs, and their values can be cast to `target`.
  func canCastValues<Target>(to target: Target.Type) -> Bool {
    keyed?.value.canCast(to: target) == true || castable.canCast(to: (String, Target).self)
  }
}

/// A type, and what its values can be cast to.
package struct CastableType {
  private let type: Any.Type
  private let optional: Any.Type

  init<Element>(_ type: Element.Type) {
    self.type = type
    optional = Element?.self
  }

  /// Whether values can be cast to `target`: to the same without labels, a superclass, an optional, or a protocol, where each value decides.
  func canCast<Target>(to target: Target.Type) -> Bool {
    if target is AnyClass { return type is Target.Type }
    // A protocol's metatype is the only kind whose own type is spelled with `.Protocol`.
    return type == target || optional == target || "\(Swift.type(of: target as Any))".hasSuffix(".Protocol")
      || Self.unlabelled(type) == Self.unlabelled(target)
  }

  /// A type's name without the labels in its tuples: `(Swift.String, Swift.Int)` for `(key: Swift.String, value: Swift.Int)`.
  private static func unlabelled(_ type: Any.Type) -> String {
    String(reflecting: type).replacing(#/\w+: /#, with: "")
  }
}

/// Casts an item; throws `NotOfType` when it cannot be.
@usableFromInline
package func cast<Target>(_ item: any Sendable, to type: Target.Type = Target.self) throws -> Target {
  guard let item = item as? Target else { throw NotOfType(item: "\(item)", type: "\(Target.self)") }
  return item
}

/// Thrown by a step that takes a protocol type when an item does not conform to it.
struct NotOfType: Error, CustomStringConvertible {
  let item: String
  let type: String
  var description: String { "the item \(item) is not of type \(type)" }
}

/// What can be done to a keyed stream whose value type is no longer visible; made where it still was.
package struct KeyedFace {
  package let batch: (StepID, AnyPort, _ maxSize: Int, _ timeout: TimeSpan) -> CurrentStream
  /// With an event clock, or without one by the system's.
  package let collectWindow: (StepID, AnyPort, EventClockConfig<Any>?, any WindowConfig) -> CurrentStream
  /// The type of the values.
  let value: CastableType
  /// The types of pairs that these are, too.
  let widerPairs: [Any.Type]

  static func of<Value: Sendable>(_ type: Value.Type) -> KeyedFace {
    KeyedFace(
      batch: { id, port, maxSize, timeout in
        let pairs = port.assuming((String, Value).self)
        return CurrentStream(pairs.collect(id, timeout: timeout, maxSize: maxSize, fromFirst: true), keyed: .of([Value].self))
      },
      collectWindow: { id, port, clock, windows in
        let pairs = port.assuming((String, Value).self)
        let clock: AnyClock<Value> = clock.map { .event($0.mapping { $0 }) } ?? .system
        return CurrentStream(pairs.collectWindow(id, clock, windows, sortedByTime: true).withoutMetadata(id), keyed: .of([Value].self))
      },
      value: CastableType(Value.self), widerPairs: [(String, any Sendable).self, (String, Value?).self])
  }
}
