import Rewriting
import TestSupport
import Testing

@testable import DeploymentFiles

// Samples of files, each before and after.

func rewriteSample(_ text: String, _ path: String) throws -> FileOutcome {
  DeploymentRewriter(DeploymentContext(book: try packageRules)).rewrite(path: path, bytes: Array(text.utf8), kind: try #require(DeploymentKind(path: path)))
}

func expectRewriting(_ path: String, _ before: String, becomes after: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let outcome = try rewriteSample(before, path)
  #expect(outcome.text == after, sourceLocation: sourceLocation)
  #expect(try rewriteSample(outcome.text, path).text == after, "a second run changes nothing", sourceLocation: sourceLocation)
  let windows = try rewriteSample(before.replacing("\n", with: "\r\n"), path)
  #expect(windows.text == after.replacing("\n", with: "\r\n"), "lines that end as on Windows", sourceLocation: sourceLocation)
}

func expectLeft(_ path: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let outcome = try rewriteSample(text, path)
  #expect(outcome.text == text, sourceLocation: sourceLocation)
  #expect(outcome.findings.contains { $0.action == .left || $0.action == .reported }, sourceLocation: sourceLocation)
}

func expectUntouched(_ path: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  #expect(try rewriteSample(text, path).text == text, sourceLocation: sourceLocation)
}
