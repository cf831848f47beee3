import DataflowCore
import Windowing

/// Runs the window state machine of each key.
@frozen
@usableFromInline
struct WindowLogic<Clock: WindowClock, Cutter: Windower>: KeyedLogic
where Clock.Value == Cutter.Fold.Value, Clock.Value: Sendable, Cutter.Fold.Output: Sendable {
  @usableFromInline typealias Value = Clock.Value
  @usableFromInline typealias Out = (String, (WindowMetadata, Cutter.Fold.Output))
  @usableFromInline typealias State = WindowedKey<Clock.State, Cutter.Open>

  @usableFromInline let machine: WindowMachine<Clock, Cutter>
  @usableFromInline let late: Count

  @inlinable
  init(_ machine: WindowMachine<Clock, Cutter>, late: Count) {
    self.machine = machine
    self.late = late
  }

  @inlinable static var wakes: Bool { true }
  @inlinable static var actsAtEnd: Bool { true }

  @inlinable
  func onItem(_ state: inout State?, _ key: String, _ value: Value, now: Instant, into out: inout [Out]) throws {
    if state == nil { state = machine.newKey() }
    late.value += try machine.onItem(value, now: now, key: &state!) { out.append((key, (WindowMetadata($0), $1))) }
    if state!.isEmpty { state = nil }
  }

  @inlinable
  func onWake(_ state: inout State?, _ key: String, now: Instant, into out: inout [Out]) throws {
    if state == nil { return }
    try machine.onNotify(now: now, key: &state!) { out.append((key, (WindowMetadata($0), $1))) }
    if state!.isEmpty { state = nil }
  }

  @inlinable
  func onEnd(_ state: inout State?, _ key: String, now: Instant, into out: inout [Out]) throws {
    if state == nil { return }
    try machine.onEOF(key: &state!) { out.append((key, (WindowMetadata($0), $1))) }
    state = nil
  }

  @inlinable
  func wakeUp(_ state: State) -> Instant? { machine.nextWakeUp(state) }
}

/// Adds the step once the windower's full type is known, so that its loop is compiled for it.
@frozen
@usableFromInline
struct WindowStep<Value: Sendable, Output: Sendable>: WindowerVisitor {
  @usableFromInline let id: StepID
  @usableFromInline let port: Port<(String, Value)>
  @usableFromInline let clock: AnyClock<Value>

  @inlinable
  init(_ id: StepID, _ port: Port<(String, Value)>, _ clock: AnyClock<Value>) {
    self.id = id
    self.port = port
    self.clock = clock
  }

  @inlinable
  func visit<Cutter: Windower>(_ windower: Cutter) -> Port<(String, (WindowMetadata, Output))>
  where Cutter.Fold.Value == Value, Cutter.Fold.Output == Output {
    let machine = WindowMachine(clock: clock, windower: windower)
    return port.keyed(id, sees: seesPace ? .pace : []) { [id] worker in
      WindowLogic(machine, late: worker.count("late items of '\(id)'"))
    }
  }

  /// Whether one item can make another late, which the system's time never does.
  @inlinable
  var seesPace: Bool { if case .event = clock { true } else { false } }

  /// The step that `choose` adds; a window definition that makes no sense is a mistake.
  @inlinable
  func adding(
    _ choose: (WindowStep) throws -> Port<(String, (WindowMetadata, Output))>
  ) -> Port<(String, (WindowMetadata, Output))> {
    do {
      return try choose(self)
    } catch {
      port.graph.report("step '\(id)': \(error)", at: id.place)
      return port.graph.silentPort()
    }
  }
}
