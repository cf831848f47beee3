import SourceFacts

/// A function that adds steps to a flow, on its way to become a function over streams.
struct FlowFunctionPlan {
  let function: FunctionFact
  /// Which parameter the flow is; nil when the function uses a flow from outside.
  let position: Int?
  let flow: DataflowFact
  let block: FlowBlock
  /// The calls of the function, anywhere in the file.
  var calls = 0
  var isCalledInLoop = false
  /// Whether some caller goes on with the stream the function makes.
  var returnsStream = false
  var inType: String?
  var outType: String?
  /// Whether callers give it streams of different types.
  var isGivenDifferentTypes = false

  /// Whether callers name the steps, because there are several of them.
  var takesStepID: Bool { calls > 1 || isCalledInLoop }
}
