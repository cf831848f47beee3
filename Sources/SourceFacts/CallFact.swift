import SwiftSyntax

/// One argument of a call, in parentheses or trailing.
package struct ArgumentFact: Sendable {
  package let label: String?
  /// The label token, without its colon.
  package let labelPlace: Place?
  package let expression: ExprSyntax
  /// The expression without its label.
  package let place: Place
  /// The whole argument: label, expression and the comma after it.
  package let wholePlace: Place
  package let isTrailing: Bool

  package var text: String { expression.sourceText }
  package var closure: ClosureExprSyntax? { expression.as(ClosureExprSyntax.self) }

  /// The text of a string literal without interpolation, else nil.
  package var stringValue: String? { expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue }
}

/// A call as it is written: who is called on what, with which arguments.
package struct CallFact: Sendable {
  /// What stands before the dot, as the scopes of the file resolve it.
  package enum Receiver: Sendable, Equatable {
    /// A plain call, `f(x)`.
    case none
    /// `op`, `wop` or `kop`.
    case namespace(String)
    /// A `Dataflow`, by its index in `FlowFacts.dataflows`.
    case dataflow(Int)
    /// A stream of 0.18 or later.
    case stream
    /// A `Dataflow` that no name of the file holds, as a compiler says.
    case unnamedDataflow
    case other
  }

  package let syntax: FunctionCallExprSyntax
  package let receiver: Receiver
  package let name: String
  package let place: Place
  package let namePlace: Place
  /// What stands before the dot.
  package let basePlace: Place?
  package let arguments: [ArgumentFact]
  /// Index of the function around the call; nil at file level.
  package let function: Int?
  /// Whose the called name is; nil where no compiler looked.
  package let verdict: TypedNames.Verdict?
  /// Whether a plain call's name is declared by the file where the call stands.
  package let isOwn: Bool
  /// The type of Bytewax that the call makes, whatever the file calls it, as a compiler says.
  package let madeType: String?
  package let evidence: Evidence

  /// The plain name that stands before the dot, if nothing else does.
  package var baseName: String? { syntax.calledExpression.as(MemberAccessExprSyntax.self)?.base?.plainName }

  /// The argument with this label.
  package func argument(labelled label: String) -> ArgumentFact? { arguments.first { $0.label == label } }

  /// The last argument when it is a callback: an unlabelled or trailing one.
  package var callback: ArgumentFact? {
    guard let last = arguments.last, last.isTrailing || last.label == nil else { return nil }
    return last
  }

  /// Whether it is a call of a function or of one of the same object's methods.
  package var isOnSelf: Bool {
    receiver == .none || syntax.calledExpression.as(MemberAccessExprSyntax.self)?.base?.plainName == "self"
  }

  package var unlabelled: [ArgumentFact] { arguments.filter { $0.label == nil && !$0.isTrailing } }
}

extension ParsedFile {
  /// The arguments of a call in order, trailing closures included.
  func arguments(of call: FunctionCallExprSyntax) -> [ArgumentFact] {
    var found = call.arguments.map { argument in
      ArgumentFact(
        label: argument.label?.identifierText, labelPlace: argument.label.map { place(of: $0) },
        expression: argument.expression, place: place(of: argument.expression), wholePlace: place(of: argument),
        isTrailing: false)
    }
    if let closure = call.trailingClosure {
      // The first of several trailing closures is written without its label, which for operators is 'builder'.
      let name = call.additionalTrailingClosures.isEmpty ? nil : "builder"
      found.append(trailing(closure, name: name, label: nil, whole: place(of: closure)))
    }
    for element in call.additionalTrailingClosures {
      let name = element.label.text == "_" ? nil : element.label.identifierText
      found.append(trailing(element.closure, name: name, label: element.label, whole: place(of: element)))
    }
    return found
  }

  private func trailing(
    _ closure: ClosureExprSyntax, name: String?, label: TokenSyntax?, whole: Place
  ) -> ArgumentFact {
    ArgumentFact(
      label: name, labelPlace: label.map { place(of: $0) }, expression: ExprSyntax(closure),
      place: place(of: closure), wholePlace: whole, isTrailing: true)
  }
}

extension TokenSyntax {
  /// The name without back-ticks.
  package var identifierText: String { identifier?.name ?? text }
}
