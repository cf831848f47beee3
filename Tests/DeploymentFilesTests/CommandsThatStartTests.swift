import Foundation
import Rewriting
import TestSupport
import Testing
import Yams

@testable import DeploymentFiles

/// Whatever is rewritten is started for real, before and after: the newest era must take each command for what the old ones took it for.
@Suite struct CommandsThatStartTests {
  private func rewrite(_ text: String, _ path: String) throws -> FileOutcome {
    DeploymentRewriter(DeploymentContext(book: try packageRules)).rewrite(
      path: path, bytes: Array(text.utf8), kind: try #require(DeploymentKind(path: path)))
  }

  /// How many commands were rewritten, and how many left.
  private struct Tally {
    var rewritten = 0
    var left = 0
  }

  /// Every start means what it meant, or is what it was to the letter and told of.
  private func compare(_ before: [StartedCommand], _ after: [StartedCommand], _ outcome: FileOutcome, _ tally: inout Tally) {
    let told = outcome.findings.contains { $0.action == .left || $0.action == .held || $0.action == .reported }
    let text = Comment(
      rawValue:
        "\(String(decoding: outcome.before, as: UTF8.self))\n---\n\(outcome.text)\n---\n\(outcome.findings.map { "\($0.line) \($0.action) \($0.message)" }.joined(separator: "\n"))"
    )
    #expect(before.map(\.program) == after.map(\.program), text)
    for (old, new) in zip(before, after) {
      if old.program == "python" {
        #expect(old == new, text)
      } else if old.program != "waxwing" {
        #expect(old.words == new.words, text)
      } else if let facts = RunFacts(old: old) {
        if RunFacts(new: new) == facts {
          tally.rewritten += 1
        } else {
          #expect(old == new && told, "\(old.words) \(old.environment) became \(new.words) \(new.environment)\n\(text)")
          tally.left += 1
        }
      }
    }
  }

  private func check(_ text: String, _ path: String, _ tally: inout Tally, _ starts: (String) throws -> [StartedCommand]) throws {
    let outcome = try rewrite(text, path)
    #expect(try rewrite(outcome.text, path).text == outcome.text, "a second run changes nothing:\n\(text)\n---\n\(outcome.text)")
    #expect(outcome.text(making: outcome.textEdits) == outcome.after)
    try compare(starts(text), starts(outcome.text), outcome, &tally)
  }

  /// Checks random files of one kind, each made by a generator of its own seed.
  private func checked(
    _ path: String, seeds: Int, _ text: (inout DeploymentGenerator) -> String,
    _ starts: (CommandRecorder, String) throws -> [StartedCommand]
  ) throws -> Tally {
    let recorder = try CommandRecorder()
    var tally = Tally()
    for seed in 0..<seeds {
      var generator = DeploymentGenerator(seed: seed)
      try check(text(&generator), path, &tally) { try starts(recorder, $0) }
    }
    return tally
  }

  @Test func scriptsStartWhatTheyStarted() throws {
    let tally = try checked("run.sh", seeds: seeds, { $0.script() }) { try $0.starts(script: $1) }
    #expect(tally.rewritten > tally.left * 3 / 2, "\(tally)")
  }

  @Test func recipesStartWhatTheyStarted() throws {
    let tally = try checked("Makefile", seeds: seeds, { $0.makefile() }) { try $0.starts(makefile: $1) }
    #expect(tally.rewritten > tally.left * 3 / 2, "\(tally)")
  }

  @Test func servicesStartWhatTheyStarted() throws {
    let tally = try checked("compose.yml", seeds: seeds, { $0.compose() }) { recorder, text in
      let services = try #require((Yams.load(yaml: text) as? [String: Any])?["services"] as? [String: [String: Any]])
      return try services.sorted { $0.key < $1.key }.flatMap { try start($0.value, recorder) }
    }
    #expect(tally.rewritten > tally.left * 3 / 2, "\(tally)")
  }

  @Test func imagesStartWhatTheyStarted() throws {
    let tally = try checked("Dockerfile", seeds: seeds, { $0.dockerfile() }) { try $0.starts(dockerfile: $1) }
    #expect(tally.rewritten > tally.left, "\(tally)")
  }

  @Test func podsStartWhatTheyStarted() throws {
    let tally = try checked("pod.yaml", seeds: seeds, { $0.pod() }) { try $0.starts(pod: $1) }
    #expect(tally.rewritten > tally.left * 3 / 2, "\(tally)")
  }

  @Test func unitsStartWhatTheyStarted() throws {
    let tally = try checked("flow.service", seeds: seeds * 2, { $0.unit() }) { try $0.starts(unit: $1) }
    #expect(tally.rewritten > tally.left, "\(tally)")
  }

  /// What a service starts, as Compose does it.
  private func start(_ service: [String: Any], _ recorder: CommandRecorder) throws -> [StartedCommand] {
    var environment: [String: String] = [:]
    if let map = service["environment"] as? [String: Any] { environment = map.mapValues { "\($0)" } }
    for setting in service["environment"] as? [String] ?? [] {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      environment[parts[0]] = parts[1]
    }
    if let line = service["command"] as? String {
      return try recorder.starts("/bin/sh", ["-c", line.replacing("\n", with: " ")], environment: environment)
    }
    let words = ((service["entrypoint"] as? [Any] ?? []) + (service["command"] as? [Any] ?? [])).map { "\($0)" }
    for word in service["command"] as? [Any] ?? [] { #expect(word is String, "a word of a list is no text") }
    return try recorder.starts("/usr/bin/env", words, environment: environment)
  }

  /// `WAXWING_SEEDS` asks for more files than a usual run has.
  private var seeds: Int { ProcessInfo.processInfo.environment["WAXWING_SEEDS"].flatMap(Int.init) ?? 20 }
}
