/// What travels along an edge beside batches, in order with them.
@frozen
public enum Signal: Equatable, Sendable {
  /// No further items will come.
  case end
  /// Everything of this epoch has come.
  case close(epoch: Int)
}

/// Where one worker's node takes in batches.
///
/// A pair of closures and not a class to inherit from: closures made in inlinable code are compiled for the user's own types,
/// while a generic class's methods look their types up at every call. A node belongs to its worker's thread; nothing here locks.
@frozen
public struct Inlet<Element: Sendable> {
  /// Takes a batch, never empty.
  public let receive: ([Element]) throws -> Void
  /// Takes a signal; each comes once from every edge that leads here.
  public let signal: (Signal) throws -> Void

  @inlinable
  public init(receive: @escaping ([Element]) throws -> Void, signal: @escaping (Signal) throws -> Void) {
    self.receive = receive
    self.signal = signal
  }
}

/// Where a node hands batches on; a port's readers are its inlets.
public final class Outlet<Element: Sendable> {
  // Exclusive access holds because edges are connected before the first batch and only read from then on.
  @exclusivity(unchecked) @usableFromInline var first: Inlet<Element>?
  @exclusivity(unchecked) @usableFromInline var others: [Inlet<Element>] = []

  @inlinable
  public init() {}

  @inlinable
  public func connect(_ inlet: Inlet<Element>) {
    if first == nil { first = inlet } else { others.append(inlet) }
  }

  /// Hands a batch to every reader; an empty one goes no further.
  @inlinable
  public func emit(_ batch: [Element]) throws {
    if batch.isEmpty { return }
    try first?.receive(batch)
    for inlet in others { try inlet.receive(batch) }
  }

  @inlinable
  public func emit(_ signal: Signal) throws {
    try first?.signal(signal)
    for inlet in others { try inlet.signal(signal) }
  }
}

/// Lets a signal through once it has come from each of several edges.
@frozen
public struct Gate {
  @usableFromInline let edges: Int
  @usableFromInline var ended = 0
  @usableFromInline var closed = 0

  @inlinable
  public init(edges: Int) { self.edges = edges }

  /// Counts one arrival; true when it was the last one missing.
  @inlinable
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
