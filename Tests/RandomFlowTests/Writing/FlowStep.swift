/// One step of a random flow, before it is written in the style of an era.
struct FlowStep {
  let name: String
  let id: String
  /// Whether 0.16 and 0.17 want the id too.
  var isNamed = false
  /// Whether it stands in the namespace of windows since 0.18.
  var isWindow = false
  /// What stands before the last callback, with labels.
  var arguments: [String] = []
  var callback: Callback?
  let output: Kind
}

/// A callback as it stands in a call.
struct Callback {
  let text: String
  /// Whether it can stand behind the call's parentheses.
  var isClosure = false
}

/// What a callback does, before one of many forms is chosen for it.
struct CallbackRecipe {
  /// What it reads in the form that was chosen.
  struct Use {
    let names: [String]
    /// The number that the callback holds: a literal, or the name it has been captured under.
    let constant: String
    /// The number of the call, where the form counts calls.
    let call: String?

    subscript(_ position: Int) -> String { names[position] }
  }

  /// What a function that does it is called, and one that makes it.
  let verb: String
  let making: String
  let parameters: [(name: String, type: String)]
  let result: String
  /// The name and value of the number that it holds.
  var constant = (name: "factor", value: "2")
  /// Whether the number of the call shows in what it gives, so that a form that counts calls tells how often it has been made.
  var isCounting = true
  let body: (Use) -> String

  var type: String { "@Sendable (\(parameters.map(\.type).joined(separator: ", "))) -> \(result)" }
  var names: [String] { parameters.map(\.name) }
}

/// What is worth counting in a random flow.
enum FlowFeature: String, CaseIterable, Sendable {
  /// A callback, builder or clock made by a call that remembers something.
  case factory
  /// A name that means something else where it is used than elsewhere in the file.
  case shadow
  case workers
  /// A step that a caller or a loop names.
  case callerID
  /// A state or value that may be missing.
  case optional
  /// What only some builds compile.
  case compiled
  case generic, throwing, keyPath
  case clock, connector, join, branch, helper, loop, condition, type, function, reduce, fold, statefulMap, batch, unary, csv
}

/// A place at which a silent change may show in the result.
struct SilentPlace: Sendable {
  let rule: String
  /// What stands in the source line that the finding must name.
  let text: String
}
