/// What travels along an edge beside batches, in order with them.
public enum Signal: Equatable, Sendable {
  /// No further items will come.
  case end
  /// Everything of this epoch has come.
  case close(epoch: Int)
}

/// Where one worker's node takes in batches; subclasses are the nodes themselves.
///
/// A node belongs to its worker's thread, so none of this locks.
open class Inlet<Element: Sendable> {
  public init() {}

  /// Takes a batch, never empty.
  open func receive(_ batch: consuming [Element]) throws {
    preconditionFailure("a node must say how it receives a batch")
  }

  /// Takes a signal; each comes once from every edge that leads here.
  open func receive(_ signal: Signal) throws {
    preconditionFailure("a node must say how it receives a signal")
  }
}

/// Where a node hands batches on; a port's readers are its inlets.
public final class Outlet<Element: Sendable> {
  private var first: Inlet<Element>?
  private var others: [Inlet<Element>] = []

  public init() {}

  public func connect(_ inlet: Inlet<Element>) {
    if first == nil { first = inlet } else { others.append(inlet) }
  }

  /// Hands a batch to every reader; an empty one goes no further.
  public func emit(_ batch: consuming [Element]) throws {
    if batch.isEmpty { return }
    guard let first else { return }
    if others.isEmpty { return try first.receive(batch) }
    try first.receive(copy batch)
    for inlet in others { try inlet.receive(copy batch) }
  }

  public func emit(_ signal: Signal) throws {
    try first?.receive(signal)
    for inlet in others { try inlet.receive(signal) }
  }
}

/// Lets a signal through once it has come from each of several edges.
public struct Gate {
  private let edges: Int
  private var ended = 0
  private var closed = 0

  public init(edges: Int) { self.edges = edges }

  /// Counts one arrival; true when it was the last one missing.
  public mutating func passes(_ signal: Signal) -> Bool {
    switch signal {
    case .end:
      ended += 1
      return ended == edges
    case .close:
      closed = (closed + 1) % edges
      return closed == 0
    }
  }
}
