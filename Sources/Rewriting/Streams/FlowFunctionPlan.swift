import SourceFacts

/// A function that adds steps to a flow, on its way to become a function over streams.
struct FlowFunctionPlan {
  let function: FunctionFact
  /// Which parameter the flow is; nil when the function uses a flow from outside or is a method of the flow.
  let position: Int?
  let flow: DataflowFact
  let block: FlowBlock
  /// The calls of the function, anywhere in the file.
  var calls = 0
  /// Whether it runs more than once for one flow.
  var isRepeated = false
  /// Whether some caller goes on with the stream the function makes.
  var returnsStream = false
  var inType: String?
  var outType: String?
  /// Whether callers give it streams of different types.
  var isGivenDifferentTypes = false

  /// The type behind a call, where items of a type stand before it: a generic function's own names mean nothing there.
  func made(from given: String?) -> String? {
    guard let outType, TypeNames.contains(function.genericNames, in: outType) else { return outType }
    return outType == inType ? given : nil
  }

  /// Whether the function is a method that an extension gives the flow.
  var isMethodOfFlow: Bool { if case .extended = flow.origin { true } else { false } }

  /// Whether callers name the steps, because a flow gets them more than once.
  var takesStepID: Bool { isRepeated }
}
