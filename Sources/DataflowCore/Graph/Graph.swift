/// One step of a flow: what it is called, what it reads and writes, and how a worker makes its own copy of it.
public struct Step: Sendable {
  public let id: StepID
  /// The ports read, in the order the operator names them.
  public let inputs: [Int]
  /// The ports written.
  public let outputs: [Int]
  /// What its results depend on beside the items.
  public let sees: Arrival
  /// Whether what it remembers is kept in a recovery store, in rows under its id.
  public let keepsRows: Bool
  /// Builds this step's nodes on one worker; runs once a worker.
  public let assemble: @Sendable (Assembly) throws -> Void
}

/// A finished flow, shared by all workers.
public struct Plan: Sendable {
  public let flowID: String
  public let steps: [Step]
  public let portCount: Int
  /// For each step what those below it see.
  let seenBelow: [Arrival]

  init(flowID: String, steps: [Step], portCount: Int) {
    self.flowID = flowID
    self.steps = steps
    self.portCount = portCount
    seenBelow = Self.seenBelow(steps, portCount: portCount)
  }
}

/// A flow under construction; mistakes are collected, because building must be possible without `try`.
public final class Graph {
  public let flowID: String
  public private(set) var steps: [Step] = []
  public private(set) var mistakes: [Mistake] = []
  private var portCount = 0
  private var takenIDs: Set<String> = []

  public init(flowID: String) { self.flowID = flowID }

  public func report(_ message: String, at place: SourcePlace?) {
    mistakes.append(Mistake(message, at: place))
  }

  /// Makes the id of a new step, `nil` scope meaning directly in the flow; a period or a second use is a mistake.
  public func stepID(_ name: String, in scope: String?, kind: String, at place: SourcePlace) -> StepID {
    let id = StepID(qualified: "\(scope ?? flowID).\(name)", kind: kind, place: place)
    if name.contains(".") {
      report("step id '\(name)' contains a period; use underscores, periods separate nested ids", at: place)
    } else if !takenIDs.insert(id.qualified).inserted {
      report("step '\(id)' already exists; give each step its own id", at: place)
    }
    return id
  }

  /// Adds a step that reads `inputs`; `assemble` runs once on every worker.
  public func add(
    _ id: StepID, reads inputs: [AnyPort], keepsRows: Bool = false, sees: Arrival = [],
    assemble: @escaping @Sendable (Assembly) throws -> Void
  ) {
    append(id, inputs, outputs: [], keepsRows, sees, assemble)
  }

  /// Adds a step with one output; `assemble` also gets the outlet to emit to.
  public func add<Out: Sendable>(
    _ id: StepID, reads inputs: [AnyPort], keepsRows: Bool = false, sees: Arrival = [], writes: Out.Type = Out.self,
    assemble: @escaping @Sendable (Assembly, Outlet<Out>) throws -> Void
  ) -> Port<Out> {
    let output = newPort()
    append(id, inputs, outputs: [output], keepsRows, sees) { try assemble($0, $0.outlet(output)) }
    return Port(graph: self, index: output)
  }

  /// Adds a step with two outputs of one type, as `branch` needs.
  public func addBranching<Out: Sendable>(
    _ id: StepID, reads inputs: [AnyPort],
    assemble: @escaping @Sendable (Assembly, Outlet<Out>, Outlet<Out>) throws -> Void
  ) -> (Port<Out>, Port<Out>) {
    let (first, second) = (newPort(), newPort())
    append(id, inputs, outputs: [first, second], false, []) { try assemble($0, $0.outlet(first), $0.outlet(second)) }
    return (Port(graph: self, index: first), Port(graph: self, index: second))
  }

  /// A port that nothing is written to, for steps placed before any input; it ends at once, and lets epochs pass.
  public func silentPort<Element: Sendable>(of type: Element.Type = Element.self) -> Port<Element> {
    let id = StepID(qualified: "\(flowID).silence", kind: "silence", place: SourcePlace(#fileID, #line))
    return add(id, reads: []) { assembly, outlet in
      assembly.add(SourceNode(id, in: assembly, []) { try outlet.emit($0) })
    }
  }

  /// The finished flow; throws `FlowMistakes` with all mistakes of its construction.
  public func plan() throws -> Plan {
    if !mistakes.isEmpty { throw FlowMistakes(mistakes) }
    return Plan(flowID: flowID, steps: steps, portCount: portCount)
  }

  private func newPort() -> Int {
    portCount += 1
    return portCount - 1
  }

  private func append(
    _ id: StepID, _ inputs: [AnyPort], outputs: [Int], _ keepsRows: Bool, _ sees: Arrival,
    _ assemble: @escaping @Sendable (Assembly) throws -> Void
  ) {
    if inputs.contains(where: { $0.graph !== self }) {
      report("step '\(id)' reads streams of two flows; build every step of a flow from one Dataflow", at: id.place)
    }
    steps.append(Step(id: id, inputs: inputs.map(\.index), outputs: outputs, sees: sees, keepsRows: keepsRows, assemble: assemble))
  }
}
