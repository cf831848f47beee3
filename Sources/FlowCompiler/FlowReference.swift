/// Names a flow: a Swift file, and the variable or function in it that gives the flow.
///
///     FlowReference("Flow.swift")               // the variable or function `flow`
///     FlowReference("Flow.swift:prices")        // the variable or function `prices`
///     FlowReference("Flow.swift:makeFlow(3)")   // a function, called with literal arguments
package struct FlowReference: Sendable, Equatable {
  /// The file as it was typed; messages and diagnostics name it like this.
  package let path: String
  /// The variable's or function's name; nil when none was given, which means `flow`.
  package let name: String?
  /// The arguments with their parentheses, as they were typed.
  package let arguments: String?

  /// Takes apart `path[:name[(arguments)]]`; a colon belongs to the path when a file of that whole name exists.
  package init(_ text: String, fileExists: (String) -> Bool = FlowSource.exists) throws(FlowCompilerError) {
    guard let colon = Self.separator(in: text), !fileExists(text) else {
      (path, name, arguments) = (text, nil, nil)
      return
    }
    let file = String(text[..<colon])
    let rest = text[text.index(after: colon)...]
    let name = String(rest.prefix { $0 != "(" })
    let arguments = String(rest.dropFirst(name.count))
    guard Self.isIdentifier(name), arguments.isEmpty || LiteralArguments.accepts(arguments) else {
      throw FlowCompilerError(.unreadableReference(String(rest)), file: file)
    }
    (path, self.name) = (file, name)
    self.arguments = arguments.isEmpty ? nil : arguments
  }

  /// The name that the file has to have.
  package var wantedName: String { name ?? "flow" }

  private static func separator(in text: String) -> String.Index? {
    if let range = text.firstRange(of: ".swift:") { return text.index(before: range.upperBound) }
    return text.firstIndex(of: ":")
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
