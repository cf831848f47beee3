import DataflowCore

/// Is told the windower that a definition and a fold ask for, with its full type, so that the loop around it is specialised.
public protocol WindowerVisitor<Value, Output> {
  associatedtype Value
  associatedtype Output
  associatedtype Result

  /// Called once.
  func visit<Cutter: Windower>(_ windower: Cutter) throws -> Result where Cutter.Fold.Value == Value, Cutter.Fold.Output == Output
}
