import SwiftSyntax

/// What a package's description says of its targets, read from its text: the description is a program, and running it would do whatever
/// its author has put into it.
package struct PackageManifest: Sendable, Equatable {
  /// A target as it is written down.
  package struct Target: Sendable, Equatable {
    package let name: String
    /// As `executableTarget`.
    package let kind: String
    package let path: String?
    package let excluded: [String]
    package let sources: [String]?

    package init(name: String, kind: String, path: String? = nil, excluded: [String] = [], sources: [String]? = nil) {
      (self.name, self.kind, self.path, self.excluded, self.sources) = (name, kind, path, excluded, sources)
    }
  }

  /// Something that only running the description would tell.
  package struct Unknown: Error, Equatable, CustomStringConvertible {
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) { (self.line, self.reason) = (line, reason) }

    package var description: String { "line \(line): \(reason)" }
  }

  package let targets: [Target]
  /// The first number of the tools' version.
  package let toolsVersion: Int

  package init(targets: [Target], toolsVersion: Int) { (self.targets, self.toolsVersion) = (targets, toolsVersion) }

  /// Reads a description. Throws `Unknown` for the first place that the text leaves open.
  package init(_ file: ParsedFile) throws(Unknown) {
    let reader = TargetReader(file)
    reader.walk(file.tree)
    if let unknown = reader.unknown { throw unknown }
    guard reader.hasPackage else { throw Unknown(line: 1, reason: "no 'Package(…)' is written there") }
    targets = reader.targets
    toolsVersion = Self.toolsVersion(file)
  }

  /// The version stands in the first line: `// swift-tools-version: 6.0`.
  private static func toolsVersion(_ file: ParsedFile) -> Int {
    let line = String(decoding: file.bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard let colon = line.firstIndex(of: ":") else { return 6 }
    return Int(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }.prefix { $0.isASCII && $0.isNumber }) ?? 6
  }
}

/// Gathers the calls that make targets, wherever they stand, and notes what makes them depend on more than the text.
private final class TargetReader: SyntaxVisitor {
  private(set) var targets: [PackageManifest.Target] = []
  private(set) var unknown: PackageManifest.Unknown?
  private(set) var hasPackage = false
  private let file: ParsedFile
  private static let kinds: Set = ["target", "executableTarget", "testTarget", "macro", "plugin", "systemLibrary", "binaryTarget"]

  init(_ file: ParsedFile) {
    self.file = file
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ call: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    if call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text == "Package" { hasPackage = true }
    guard let kind = Self.kind(of: call) else { return .visitChildren }
    if let condition = condition(around: Syntax(call)) { note(call, "whether this target is made depends on '\(condition)'") }
    func written<Value>(_ label: String, _ read: (ExprSyntax) -> Value?) -> Value? {
      guard let argument = call.arguments.first(where: { $0.label?.text == label })?.expression else { return nil }
      let value = read(argument)
      if value == nil, !argument.is(NilLiteralExprSyntax.self) { note(argument, "the \(label) of a target is not written out") }
      return value
    }
    let name = written("name", Self.text)
    if call.arguments.first(where: { $0.label?.text == "name" }) == nil { note(call, "the name of a target is not written out") }
    let target = PackageManifest.Target(
      name: name ?? "", kind: kind, path: written("path", Self.text), excluded: written("exclude", Self.texts) ?? [],
      sources: written("sources", Self.texts))
    targets.append(target)
    // What stands inside speaks of other targets.
    return .skipChildren
  }

  /// `products: [.plugin(…)]` makes no target.
  override func visit(_ argument: LabeledExprSyntax) -> SyntaxVisitorContinueKind {
    argument.label?.text == "products" ? .skipChildren : .visitChildren
  }

  /// What was said of a target may be taken back.
  override func visit(_ sequence: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let parts = Array(sequence.elements)
    if parts.count > 1, parts[1].is(AssignmentExprSyntax.self), let member = parts[0].as(MemberAccessExprSyntax.self),
      ["name", "path", "exclude", "sources", "targets"].contains(member.declName.baseName.text)
    {
      note(sequence, "'\(member.declName.baseName.text)' is set afterwards")
    }
    return .visitChildren
  }

  private static func kind(of call: FunctionCallExprSyntax) -> String? {
    guard let member = call.calledExpression.as(MemberAccessExprSyntax.self) else { return nil }
    let name = member.declName.baseName.text
    let base = member.base?.trimmedDescription ?? "Target"
    // A product of the same name lists targets.
    guard kinds.contains(name), base == "Target" || base.hasSuffix(".Target"), !call.arguments.contains(where: { $0.label?.text == "targets" }) else {
      return nil
    }
    return name
  }

  /// The nearest thing around a call that may keep it from being made once.
  private func condition(around node: Syntax) -> String? {
    var node = node.parent
    while let current = node {
      switch current.kind {
      case .ifExpr, .guardStmt, .switchExpr, .ternaryExpr: return "if"
      case .forStmt, .whileStmt, .repeatStmt: return "a loop"
      case .ifConfigDecl: return "#if"
      case .closureExpr, .functionDecl: return "a function"
      default: node = current.parent
      }
    }
    return nil
  }

  private func note(_ node: some SyntaxProtocol, _ reason: String) {
    if unknown == nil { unknown = .init(line: file.place(of: node).line, reason: reason) }
  }

  private static func text(_ expression: ExprSyntax) -> String? { expression.as(StringLiteralExprSyntax.self)?.representedLiteralValue }

  private static func texts(_ expression: ExprSyntax) -> [String]? {
    guard let elements = expression.as(ArrayExprSyntax.self)?.elements else { return nil }
    let texts = elements.map { text($0.expression) }
    return texts.contains(nil) ? nil : texts.compactMap(\.self)
  }
}
