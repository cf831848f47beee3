import DataflowCore
import Windowing

extension Port {
  /// Folds the values of each key and window into one, starting from what `builder` makes.
  @inlinable
  public func foldWindow<Value, Accumulator: Sendable>(
    _ id: StepID, _ clock: AnyClock<Value>, _ windows: some WindowConfig,
    builder: @escaping @Sendable () throws -> Accumulator, _ folder: @escaping @Sendable (Accumulator, Value) throws -> Accumulator
  ) -> Port<(String, (WindowMetadata, Accumulator))> where Element == (String, Value) {
    WindowStep(id, self, clock).adding { try windows.accept($0, folding: BuilderFold(builder, folder)) }
  }

  /// Combines the values of each key and window two by two, starting from the first.
  @inlinable
  public func reduceWindow<Value>(
    _ id: StepID, _ clock: AnyClock<Value>, _ windows: some WindowConfig,
    _ reducer: @escaping @Sendable (Value, Value) throws -> Value
  ) -> Port<(String, (WindowMetadata, Value))> where Element == (String, Value) {
    WindowStep(id, self, clock).adding { try windows.accept($0, folding: ReducerFold(reducer)) }
  }

  /// Gathers the values of each key and window, in the order of their arrival or of their times.
  @inlinable
  public func collectWindow<Value>(
    _ id: StepID, _ clock: AnyClock<Value>, _ windows: some WindowConfig, sortedByTime: Bool = false
  ) -> Port<(String, (WindowMetadata, [Value]))> where Element == (String, Value) {
    WindowStep(id, self, clock).adding {
      sortedByTime
        ? try windows.accept($0, folding: SortedListFold()) : try windows.accept($0, folding: ListFold())
    }
  }

  /// Counts the values of each key and window.
  @inlinable
  public func countWindow<Value>(
    _ id: StepID, _ clock: AnyClock<Value>, _ windows: some WindowConfig
  ) -> Port<(String, (WindowMetadata, Int))> where Element == (String, Value) {
    WindowStep(id, self, clock).adding { try windows.accept($0, folding: CountFold()) }
  }

  /// Turns the value of each window into another.
  @inlinable
  public func mapWindow<Value, Out>(
    _ id: StepID, _ mapper: @escaping @Sendable (Value) throws -> Out
  ) -> Port<(String, (WindowMetadata, Out))> where Element == (String, (WindowMetadata, Value)) {
    map(id.nested("into")) { ($0.0, ($0.1.0, try mapper($0.1.1))) }
  }

  /// Takes off what tells of the window (breaking change: window-metadata).
  @inlinable
  public func withoutMetadata<Value>(_ id: StepID) -> Port<(String, Value)> where Element == (String, (WindowMetadata, Value)) {
    map(id.nested("unwrap")) { ($0.0, $0.1.1) }
  }
}
