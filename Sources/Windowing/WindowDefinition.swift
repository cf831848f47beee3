import DataflowCore

/// How a step cuts time, as the user states it.
@frozen
public enum WindowDefinition: Hashable, Sendable {
  /// Windows of one length that follow each other.
  case tumbling(length: TimeSpan, alignTo: Instant)
  /// Windows of one length that open every `offset`.
  case sliding(length: TimeSpan, offset: TimeSpan, alignTo: Instant)
  /// Windows that end when no item has come for `gap`.
  case session(gap: TimeSpan)
}

/// Is told the windower that a definition and a fold ask for, with its full type, so that the loop around it is specialised.
public protocol WindowerVisitor<Value, Output> {
  associatedtype Value
  associatedtype Output
  associatedtype Result

  /// Called once.
  func visit<Cutter: Windower>(_ windower: Cutter) throws -> Result where Cutter.Fold.Value == Value, Cutter.Fold.Output == Output
}

extension WindowDefinition {
  /// Chooses a windower for any fold; sessions keep their items to fold them again when two are bridged. Throws `WindowingError`.
  @inlinable
  public func accept<Fold: WindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    switch self {
    case .tumbling(let length, let alignTo):
      try visitor.visit(TumblingWindower(length: length, alignTo: alignTo, fold: fold))
    case .sliding(let length, let offset, let alignTo):
      try visitor.visit(SlidingWindower(length: length, offset: offset, alignTo: alignTo, fold: fold))
    case .session(let gap):
      try visitor.visit(SessionWindower(gap: gap, fold: ReplayingFold(fold)))
    }
  }

  /// Chooses a windower for a fold that sessions can merge by itself. Throws `WindowingError`.
  @inlinable
  public func accept<Fold: MergeableWindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    switch self {
    case .tumbling(let length, let alignTo):
      try visitor.visit(TumblingWindower(length: length, alignTo: alignTo, fold: fold))
    case .sliding(let length, let offset, let alignTo):
      try visitor.visit(SlidingWindower(length: length, offset: offset, alignTo: alignTo, fold: fold))
    case .session(let gap):
      try visitor.visit(SessionWindower(gap: gap, fold: fold))
    }
  }

  /// Chooses a windower for a fold that overlapping windows can share. Throws `WindowingError`.
  @inlinable
  public func accept<Fold: CommutativeWindowFold, Visitor: WindowerVisitor>(_ visitor: Visitor, folding fold: Fold) throws -> Visitor.Result
  where Fold.Value == Visitor.Value, Fold.Output == Visitor.Output {
    switch self {
    case .tumbling(let length, let alignTo):
      try visitor.visit(TumblingWindower(length: length, alignTo: alignTo, fold: fold))
    case .sliding(let length, let offset, let alignTo) where length == offset:
      try visitor.visit(TumblingWindower(length: length, alignTo: alignTo, fold: fold))
    case .sliding(let length, let offset, let alignTo):
      try visitor.visit(PanedWindower(length: length, offset: offset, alignTo: alignTo, fold: fold))
    case .session(let gap):
      try visitor.visit(SessionWindower(gap: gap, fold: fold))
    }
  }
}
