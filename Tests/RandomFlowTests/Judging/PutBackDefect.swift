import Foundation
import Rewriting
import SourceFacts
import SwiftSyntax
import TestSupport
import Testing

/// What the rewriter once got wrong, to be put back into what it makes: the flows must find it again.
enum PutBackDefect: String, CaseIterable, Sendable, CustomTestStringConvertible {
  /// What was made once is made for every item.
  case evaluatedAgain
  /// A list is sorted by another clock than its window's.
  case otherClock
  /// A step is called as if another had its id.
  case renamedStep

  var testDescription: String { rawValue }

  /// The rewritten text with the defect in it; nil where there is no place for it.
  func text(_ flow: RandomFlow, _ rewritten: FileOutcome) -> String? {
    guard rewritten.isChanged, rewritten.reached == .newest else { return nil }
    let text = rewritten.text
    let spoiled = switch self {
    case .evaluatedAgain: Self.repeating(text)
    case .otherClock: Self.sortingBackwards(text)
    case .renamedStep: flow.stateIDs.reduce(text) { $0.replacing("(\"\($1)\"", with: "(\"\($1)_2\"") }
    }
    return spoiled == text ? nil : spoiled
  }

  private static func sortingBackwards(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let sort = line.range(of: ".sorted {") else { return String(line) }
      let rest = line[sort.upperBound...].replacing("$0", with: "$2").replacing("$1", with: "$0").replacing("$2", with: "$1")
      return String(line[..<sort.upperBound]) + rest
    }.joined(separator: "\n")
  }

  /// Writes what a closure has captured where it is used. No flow has such captures before it is rewritten.
  private static func repeating(_ text: String) -> String {
    let file = ParsedFile(path: "Flow.swift", text: text)
    let finder = CaptureFinder(viewMode: .sourceAccurate)
    finder.walk(file.tree)
    var edits: [(range: Range<Int>, text: String)] = []
    for closure in finder.found {
      guard let clause = closure.signature?.capture else { continue }
      let start = file.place(of: clause).range
      edits.append((start.lowerBound..<start.upperBound, ""))
      for item in clause.items {
        guard let value = item.initializer?.value else { continue }
        let reads = NameReads.places(of: item.name.text, in: closure.statements, file: file)
        edits += reads.map { ($0.range, "(\(file.text(file.place(of: value).range)))") }
      }
    }
    var bytes = Array(text.utf8)
    var last = bytes.count + 1
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) where edit.range.upperBound <= last {
      bytes.replaceSubrange(edit.range, with: Array(edit.text.utf8))
      last = edit.range.lowerBound
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private final class CaptureFinder: SyntaxVisitor {
    var found: [ClosureExprSyntax] = []

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
      if node.signature?.capture?.items.contains(where: { $0.initializer != nil }) == true { found.append(node) }
      return .visitChildren
    }
  }
}
