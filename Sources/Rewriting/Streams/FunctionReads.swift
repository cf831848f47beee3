import SourceFacts
import SwiftSyntax

/// The places where a function's name may mean the function: parameters, variables and members may be called the same.
enum FunctionReads {
  static func count(of function: FunctionFact, in facts: FlowFacts) -> Int {
    let finder = Finder(function.name)
    finder.walk(facts.file.tree)
    return finder.found.count { reference in
      guard case .declared(let declaration) = facts.meaning(of: ExprSyntax(reference)) else { return true }
      if case .function = declaration.kind { return true }
      return false
    }
  }

  private final class Finder: SyntaxVisitor {
    let name: String
    var found: [DeclReferenceExprSyntax] = []

    init(_ name: String) {
      self.name = name
      super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
      let isMember =
        node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
        || node.parent?.is(KeyPathPropertyComponentSyntax.self) == true
      if !isMember, node.baseName.identifierText == name { found.append(node) }
      return .visitChildren
    }
  }
}
