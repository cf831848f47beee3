/// The typed end of a step under construction, which further steps read from.
public struct Port<Element: Sendable> {
  public let graph: Graph
  public let index: Int

  public init(graph: Graph, index: Int) {
    self.graph = graph
    self.index = index
  }

  /// The same port without its element type, for lists of inputs.
  public var erased: AnyPort { AnyPort(graph: graph, index: index) }
}

/// A port whose element type is known elsewhere.
public struct AnyPort {
  public let graph: Graph
  public let index: Int

  public init(graph: Graph, index: Int) {
    self.graph = graph
    self.index = index
  }

  /// Takes the element type on trust; the fluent eras check it when a step is added.
  public func assuming<Element: Sendable>(_ type: Element.Type = Element.self) -> Port<Element> {
    Port(graph: graph, index: index)
  }
}
