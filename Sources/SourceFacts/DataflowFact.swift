import SwiftSyntax

/// A name that holds a `Dataflow`: a variable, a property or a parameter.
package struct DataflowFact: Sendable {
  /// Where the flow comes from.
  package enum Origin: Sendable {
    /// `let flow = Dataflow(…)`, by the call that makes it.
    case constructed(CallFact)
    /// A parameter of a function in this file.
    case parameter(function: Int, position: Int)
    /// The result of a function in this file.
    case result(function: Int)
    case property
    /// `self` in a method of an extension of `Dataflow`.
    case extended(function: Int)
    /// Anything else whose declared type is `Dataflow`.
    case declared
  }

  package let index: Int
  package let name: String
  package let origin: Origin
  package let place: Place
  /// The function in which the name lives; nil at file level.
  package let function: Int?
  package internal(set) var uses: [DataflowUse] = []

  /// How sure we are that it is one.
  package var evidence: Evidence {
    if case .constructed(let call) = origin { call.evidence } else { .lexical }
  }
}

/// One place where a flow's name is used.
package struct DataflowUse: Sendable {
  /// What is done with the flow.
  package enum Kind: Sendable {
    /// `flow.map(f)`: a step is added.
    case step(CallFact)
    /// Given to a function of this file as its parameter at `position`.
    case passed(CallFact, function: Int, position: Int)
    /// Receiver of a method that an extension of this file gives flows.
    case sent(CallFact, function: Int)
    /// Given to something that is not resolved yet.
    case given(CallFact, position: Int)
    /// Given to `runMain` and the like, or to an operator of 0.18 and later.
    case read
    case returned
    /// Anything else, in words.
    case other(String)
  }
  package let kind: Kind
  package let place: Place
  /// The function around the use.
  package let function: Int?
}
