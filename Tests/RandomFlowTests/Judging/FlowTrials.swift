import Foundation
import Rewriting
import SourceFacts
import Synchronization
import TestSupport

@testable import MigrationReport

/// Runs flows in their era, rewrites them, runs them anew and says what became of each.
struct FlowTrials {
  let flows: [RandomFlow]
  /// Changes what the rewriter made, to see whether that is found.
  var spoil: @Sendable (RandomFlow, FileOutcome) -> String? = { _, _ in nil }

  func judged() throws -> [JudgedFlow] {
    let folder = try Scratch()
    let outcomes = try FlowRewriting.outcomes(of: flows, in: URL(fileURLWithPath: folder.path))
    let old = try programs("old", in: folder, of: flows.indices.map { (flows[$0].text, flows[$0].era) })
    let new = try programs(
      "new", in: folder,
      of: flows.indices.map { index in
        (
          spoil(flows[index], outcomes[index]) ?? String(decoding: outcomes[index].after, as: UTF8.self),
          outcomes[index].reached ?? flows[index].era
        )
      })
    let judged = Mutex<[Int: JudgedFlow]>([:])
    DispatchQueue.concurrentPerform(iterations: flows.count) { index in
      let verdict = FlowJudge(flow: flows[index], rewritten: outcomes[index], name: "\(index)", old: old, new: new).verdict()
      judged.withLock { $0[index] = verdict }
    }
    return judged.withLock { judged in flows.indices.compactMap { judged[$0] } }
  }

  /// Both sides have the same names, so that a type is described alike.
  private func programs(_ side: String, in folder: Scratch, of texts: [(text: String, era: Era)]) throws -> JoinedScripts {
    let scripts = texts.enumerated().map { index, side in
      let flow = flows[index].name
      return JoinedScripts.Script(
        name: "\(index)", era: side.era.rawValue, path: "flow\(index).swift", text: side.text,
        flow: side.text.contains("try runMain(") ? nil : flow == "flow" ? flow : flow + "()")
    }
    return try JoinedScripts(scripts, in: URL(fileURLWithPath: try folder.directory(side)))
  }
}

/// Judges one flow.
struct FlowJudge {
  let flow: RandomFlow
  let rewritten: FileOutcome
  let name: String
  let old: JoinedScripts
  let new: JoinedScripts

  func verdict() -> JudgedFlow {
    var judged = JudgedFlow(flow: flow, rewritten: rewritten, outcome: .same)
    func ended(_ outcome: FlowOutcome) -> JudgedFlow {
      JudgedFlow(flow: flow, rewritten: rewritten, outcome: outcome, before: judged.before, after: judged.after)
    }
    if let said = old.complaints[name] { return ended(.failed("the flow itself does not compile: \(said)")) }
    do { judged.before = try lines(old) } catch { return ended(.failed("the flow itself does not run: \(error)")) }
    if let wrong = wrongReport { return ended(.failed(wrong)) }
    if let said = new.complaints[name] { return ended(.failed("the rewritten flow does not compile: \(said)")) }
    do { judged.after = try lines(new) } catch { return ended(.failed("the rewritten flow does not run: \(error)")) }
    guard let before = judged.before, let after = judged.after else { return judged }
    if before != after {
      guard let again = try? lines(old), again == before else { return ended(.failed("two runs of the flow itself differ")) }
      if let rule = announced { return ended(.announced(rule: rule)) }
      return ended(.failed("the rewritten flow does something else"))
    }
    if let left { return ended(.left(rule: left.rule, message: left.message)) }
    do {
      if let lost = try lostState ?? lostRows { return ended(.failed("the state of a step is lost: \(lost)")) }
    } catch { return ended(.failed("a flow does not run with a store: \(error)")) }
    return ended(.same)
  }

  private var workers: Int { flow.text.contains("try runMain(") ? 1 : flow.workers }

  private func lines(_ programs: JoinedScripts) throws -> FlowLines {
    let lines = try programs.lines(of: name, workers: workers, files: flow.files)
    return flow.isExact ? lines : lines.sorted
  }

  /// What is wrong with what the rewriter says, whatever the flow does.
  private var wrongReport: String? {
    if flow.era == .newest { return rewritten.isChanged ? "a flow of the newest era is changed" : nil }
    guard rewritten.reached != .newest else { return nil }
    guard left != nil else { return "the flow stays behind, and no finding says why" }
    return rewritten.isChanged && !rewritten.text.contains("TODO(waxwing: ")
      ? "the flow is changed and stays behind without a mark" : nil
  }

  /// What keeps the flow behind.
  private var left: Finding? { rewritten.reached == .newest ? nil : rewritten.findings.first { $0.action == .left } }

  /// The silent change that a finding names at a place where the flow may show it.
  private var announced: String? {
    let lines = flow.text.split(separator: "\n", omittingEmptySubsequences: false)
    return flow.silent.first { place in
      rewritten.findings.contains { finding in
        finding.rule == place.rule && finding.severity == .silent && lines.indices.contains(finding.line - 1)
          && lines[finding.line - 1].contains(place.text)
      }
    }?.rule
  }

  /// The first step that leaves rows under its id, and after the rewrite under another.
  private var lostRows: String? {
    get throws {
      let ids = flow.stateIDs + flow.callerIDs
      // A script that runs its flow itself takes no flags.
      guard rewritten.isChanged, !ids.isEmpty, !flow.text.contains("try runMain("), let reached = rewritten.reached else {
        return nil
      }
      let before = try FlowStore(of: name, old, era: flow.era.rawValue, workers: workers, files: flow.files)
      let after = try FlowStore(of: name, new, era: reached.rawValue, workers: workers, files: flow.files)
      return ids.first { before.knows($0) && !after.knows($0) }
    }
  }

  /// The first step whose state would not be found under its own id any more.
  private var lostState: String? {
    guard rewritten.isChanged, !flow.stateIDs.isEmpty else { return nil }
    let steps = StateSurvival(rewritten)?.steps ?? []
    return flow.stateIDs.first { id in
      !steps.contains { $0.step == id && $0.fate != .lost && $0.newRow.split(separator: ".").contains(Substring(id)) }
    }
  }
}
