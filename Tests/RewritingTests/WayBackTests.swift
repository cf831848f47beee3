import Foundation
import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import Rewriting

/// From 0.19 back to 0.18, for flows of whose changes each says by itself how it is taken back.
@Suite struct WayBackTests {
  /// A flow of 0.18.
  struct Old: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var testDescription: String { name }
  }

  /// Every program of 0.18, and what each case of a rule has of 0.18.
  static func all() throws -> [Old] {
    let programs = try ProgramTests.programs(.v0_18).sorted().map { name in
      Old(name: name, text: try ProgramTests.text(of: name, .v0_18))
    }
    let cases = try RuleCase.all().filter { try packageRules[$0.rule]?.hop.from == "0.18" && $0.verdict == "rewrites" }
    return programs + cases.map { Old(name: $0.testDescription, text: $0.before) }
  }

  /// Flows in which a value that is no longer given has been made in the body; that stays when the parameter comes back.
  static let keepingValues: Set<String> = [
    "source-build-time", "source-sched", "unary-now", "dynamic-source-build-step-id · rewrites_builder_that_reads_the_time",
    "next-batch-sched-removed · rewrites_partition_that_computes_its_time", "next-batch-sched-removed · rewrites_partition_that_reads_it",
    "on-item-now-removed · rewrites_logic_that_reads_the_time", "on-notify-sched-removed · rewrites_logic_that_reads_it",
    "source-build-part-step-id · rewrites_builder_that_reads_the_time", "unary-builder-now-removed · rewrites_function",
    "unary-builder-now-removed · rewrites_builder_made_by_a_call",
  ]

  /// Flows whose parameter stood on a line of its own, with a comma behind it; it comes back without them.
  static let laidOutAnew: Set<String> = ["next-batch-sched-removed · rewrites_only_parameter_with_a_comma"]

  @Test("each change is taken back, or the file stays and says which is not", arguments: try all())
  func eachChangeIsTakenBack(_ old: Old) throws {
    let there = try rewrite(old.text, from: .v0_18)
    let back = try rewrite(there.text, from: .v0_19, to: .v0_18)
    let stays = try there.edits.keys.filter { try $0 != "pinned-era" && packageRules[$0]?.inverse == nil }
    // A closure that does not name its parameters cannot be given one more.
    guard stays.isEmpty, old.name != "unary-builder-now-removed · rewrites_closures" else {
      #expect(!back.isChanged && back.hasFailed && back.reached == .v0_19)
      #expect(back.findings.contains { $0.action == .left && ($0.message.hasSuffix("write it for 0.18 by hand") || $0.message.contains("give it one more")) })
      return
    }
    #expect(!back.hasFailed && back.reached == .v0_18)
    if Self.keepingValues.union(Self.laidOutAnew).contains(old.name) {
      #expect(back.text != old.text)
      #expect(EraDetection.detect(source: back.text).possible.contains(.v0_18))
    } else {
      #expect(back.text == old.text)
    }
  }

  @Test func mostChangesOfConnectorsCanBeTakenBack() throws {
    let reversible = try packageRules.rules(of: Hop(from: "0.18", to: "0.19")).filter { $0.inverse != nil }.map(\.id)
    #expect(Set(reversible).isSuperset(of: [
      "source-build-part-step-id", "dynamic-source-build-step-id", "sink-build-part-step-id", "dynamic-sink-build-step-id",
      "next-batch-sched-removed", "on-item-now-removed", "on-notify-sched-removed", "kafka-source-out-renamed",
    ]))
  }

  @Test func goingBackHasToBeAskedFor() throws {
    let flow = "import Bytewax019\nlet out: KafkaOpOut? = nil\n"
    let unasked = try rewrite(flow, to: .v0_18)
    #expect(!unasked.isChanged && unasked.findings.first?.message.hasSuffix("or go back with --from 0.19") == true)
    #expect(try rewrite(flow, from: .v0_19, to: .v0_18).text == "import Bytewax018\nlet out: KafkaSourceOut? = nil\n")
  }

  @Test func whatIsOlderAlreadyStays() throws {
    let outcome = try rewrite("import Bytewax018\nlet out: KafkaSourceOut? = nil\n", from: .v0_19, to: .v0_18)
    #expect(!outcome.isChanged && outcome.findings.isEmpty && outcome.reached == .v0_18)
  }

  @Test func aParameterThatIsReadCannotBeTakenBack() throws {
    let flow = """
      import Bytewax019
      struct Numbers: DynamicSource {
        func build(stepID: String, workerIndex: Int, workerCount: Int) -> Part { Part(name: stepID) }
      }

      """
    let outcome = try rewrite(flow, from: .v0_19, to: .v0_18)
    #expect(!outcome.isChanged && outcome.hasFailed)
    #expect(outcome.findings.contains { $0.rule == "dynamic-source-build-step-id" && $0.message.contains("reads 'stepID'") && $0.line == 3 })
  }
}
