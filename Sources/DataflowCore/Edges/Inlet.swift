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
/// Closures and not a class to inherit from: closures made in inlinable code are compiled for the user's own types,
/// while a generic class's methods look their types up at every call. A node belongs to its worker's thread; nothing here locks.
public final class Inlet<Element: Sendable> {
  /// Takes a batch, never empty.
  @usableFromInline let receive: ([Element]) throws -> Void
  /// Takes a batch of one without an array around it, if `takesOne`. No optional, because the closure of one is retained for each call.
  @usableFromInline let receiveOne: (Element) throws -> Void
  @usableFromInline let takesOne: Bool
  /// Whether a batch is worth nothing here, because its items are gathered one by one anyhow.
  @usableFromInline let gathers: Bool
  /// Takes a signal; each comes once from every edge that leads here.
  @usableFromInline let signal: (Signal) throws -> Void

  @inlinable
  public init(receive: @escaping ([Element]) throws -> Void, signal: @escaping (Signal) throws -> Void) {
    self.receive = receive
    receiveOne = { try receive([$0]) }
    takesOne = false
    gathers = false
    self.signal = signal
  }

  @inlinable
  public init(
    receive: @escaping ([Element]) throws -> Void, one: @escaping (Element) throws -> Void, gathers: Bool = false,
    signal: @escaping (Signal) throws -> Void
  ) {
    self.receive = receive
    receiveOne = one
    takesOne = true
    self.gathers = gathers
    self.signal = signal
  }
}

/// Where a node hands batches on; a port's readers are its inlets.
public final class Outlet<Element: Sendable> {
  // Exclusive access holds because edges are connected before the first batch and only read from then on.
  @exclusivity(unchecked) @usableFromInline var readers: [Inlet<Element>] = []
  /// The only reader, if there is one alone. It needs no count of its own while it works, which is a good part of what handing on a single
  /// item costs: `readers` holds it, and nothing is taken out of `readers`.
  @exclusivity(unchecked) @usableFromInline var only: Unmanaged<Inlet<Element>>?

  /// The array that single items are handed on in, used again and again unless a reader keeps it. A port never comes back to itself, so
  /// nothing is put in while it is being read.
  @exclusivity(unchecked) @usableFromInline var alone: [Element] = []

  @inlinable
  public init() {}

  @inlinable
  public func connect(_ inlet: Inlet<Element>) {
    only = readers.isEmpty ? .passUnretained(inlet) : nil
    readers.append(inlet)
  }

  /// Hands a batch to every reader; an empty one goes no further.
  @inlinable
  public func emit(_ batch: [Element]) throws {
    if batch.isEmpty { return }
    guard let only else { return try emitToEach(batch) }
    try only._withUnsafeGuaranteedRef { reader in
      if batch.count == 1 && reader.takesOne { try reader.receiveOne(batch[0]) } else { try reader.receive(batch) }
    }
  }

  /// Hands a batch of one to every reader.
  @inlinable @inline(__always)
  public func emit(one item: Element) throws {
    guard let only else { return try emitToEach([item]) }
    try only._withUnsafeGuaranteedRef { reader in
      if reader.takesOne { return try reader.receiveOne(item) }
      alone.append(item)
      defer { alone.removeLast() }
      try reader.receive(alone)
    }
  }

  /// Whether the only reader wants items one by one rather than in a batch that would have to be made for it.
  @inlinable
  public var gathers: Bool { only?._withUnsafeGuaranteedRef { $0.gathers } ?? false }

  @inlinable @inline(never)
  func emitToEach(_ batch: [Element]) throws {
    for reader in readers { try reader.receive(batch) }
  }

  @inlinable
  public func emit(_ signal: Signal) throws {
    for reader in readers { try reader.signal(signal) }
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
