import SwiftSyntax

/// Whether a syntax tree goes deeper than a number of levels; the walk itself goes no deeper than that.
final class TreeDepth: SyntaxAnyVisitor {
  private let limit: Int
  private var depth = 0
  private var isExceeded = false

  private init(_ limit: Int) {
    self.limit = limit
    super.init(viewMode: .all)
  }

  static func exceeds(_ limit: Int, in tree: SourceFileSyntax) -> Bool {
    let walk = TreeDepth(limit)
    walk.walk(tree)
    return walk.isExceeded
  }

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    depth += 1
    isExceeded = isExceeded || depth > limit
    return isExceeded ? .skipChildren : .visitChildren
  }

  override func visitAnyPost(_ node: Syntax) { depth -= 1 }
}
