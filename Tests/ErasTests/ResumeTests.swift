import Connectors
import Foundation
import Recovery
import TestSupport
import Testing

@Suite(.serialized) struct ResumeTests {
  @Test("a flow that crashes twice and resumes writes each line once", arguments: Patient.eras, ["files", "connectors"])
  func exactlyOnce(era: String, program: String) throws {
    let expected = try calmLines(era, program)
    #expect(expected.values.reduce(0) { $0 + $1.count } > 12)
    let patient = try Patient()
    var resumeEpoch = 0
    for (crash, workers) in zip(program == "files" ? ["lenore", "plutonian"] : ["40", "32"], [2, 1]) {
      let result = try patient.run(era, program, workers: era == "0.16" ? 1 : workers, crashAt: crash)
      #expect(result.status == 1 && result.errors.contains("PowerFailure"), "\(result.errors)")
      let next = try StoreReport(of: [patient.store()]).resumeEpoch
      #expect(next > resumeEpoch + 1, "crash at \(crash)")
      resumeEpoch = next
    }
    let last = try patient.run(era, program, workers: era == "0.16" ? 1 : 3)
    #expect(last.status == 0, "\(last.errors)")
    #expect(try patient.lines() == expected)
    // Going on at the end of the input, there is nothing left to do.
    #expect(try patient.run(era, program, workers: era == "0.16" ? 1 : 2).status == 0)
    #expect(try patient.lines() == expected)
  }

  @Test func theLinesAreThoseOfTheVouchers() throws {
    #expect(
      try calmLines("0.19", "connectors")["a-m.txt anna:"] == [
        "anna: 10 makes 10", "anna: 20 makes 30", "anna: -5 makes 25", "anna: 40 makes 65", "anna: 7 makes 72",
        "anna: 13 makes 85",
      ])
  }

  @Test("a store of 0.16 is refused to another number of workers")
  func fixedWorkers() throws {
    let patient = try Patient()
    _ = try patient.run("0.16", "files", workers: 2, crashAt: "lenore")
    let result = try patient.run("0.16", "files", workers: 3)
    #expect(result.status == 1 && result.errors.contains("2 workers"), "\(result.errors)")
  }

  @Test("a state of another type is named, and the store stays as it is", arguments: Patient.eras)
  func changedState(era: String) throws {
    let patient = try Patient()
    _ = try patient.run(era, "files", crashAt: "plutonian")
    func rows() throws -> [String] {
      let report = try StoreReport(of: [patient.store()])
      let steps = try report.steps.flatMap { try StoreReport(of: [patient.store()], step: $0.id).changes }
      return ["\(report.executions.count)"] + steps.map { "\($0.step) \($0.key) \($0.epoch) \($0.state ?? "")" }
    }
    let before = try rows()
    #expect(before.count > 100)
    let result = try patient.run(era, "changed-state")
    #expect(result.status == 1)
    for part in [era < "0.18" ? "'count'" : "files.count", "key '", "Array<Int>"] {
      #expect(result.errors.contains(part), "\(result.errors)")
    }
    #expect(try rows() == before)
    #expect(try patient.run(era, "files").status == 0)
    #expect(try patient.lines() == calmLines(era, "files"))
  }

  @Test func stepsThatOnlyTheStoreHasAreNamedOnce() throws {
    let patient = try Patient()
    #expect(try patient.run("0.19", "files", store: "old", crashAt: "lenore").status == 1)
    try FileManager.default.createDirectory(atPath: patient.store("renamed"), withIntermediateDirectories: false)
    let other = StoreImport(stepIDs: ["files.count.stateful_flat_map.unary": "files.tally.stateful_flat_map.unary"])
    _ = try other.run(from: [patient.store("old")], to: patient.store("renamed"), partitions: 3)
    let result = try patient.run("0.19", "files", store: "renamed", workers: 3)
    #expect(
      result.errors.split(separator: "\n").filter { $0.contains("files.tally") } == [
        "warning: recovery store 'renamed' has rows of step 'files.tally.stateful_flat_map.unary', which the flow does not have, so they are not used; "
          + "if a step only has another id now, and its state the same form, carry its rows over with waxwing recovery import"
      ], "\(result.errors)")
    #expect(try !patient.run("0.19", "files", store: "old").errors.contains("warning"))
  }

  @Test("a program lists the steps that keep rows instead of running", arguments: Patient.eras)
  func listedSteps(era: String) throws {
    let patient = try Patient()
    let list = patient.place.appending(path: "steps")
    let result = try patient.run(era, "files", [], ["WAXWING_LIST_STEPS": list.path])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let flow = era < "0.18" ? "" : "files."
    let count = era < "0.18" ? "count" : era == "0.18" ? "files.count.unary" : "files.count.stateful_flat_map.unary"
    #expect(try String(contentsOf: list, encoding: .utf8) == "\(flow)lines\n\(count)\n\(flow)counts\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: patient.out.path) == [])
  }

  @Test func stateGoesOverFromEraToEra() throws {
    let patient = try Patient()
    func carry(_ old: String, _ new: String, _ stepIDs: [String: String], files: [String] = []) throws -> Int {
      try FileManager.default.createDirectory(atPath: patient.store(new), withIntermediateDirectories: false)
      let folder = patient.place.path
      let naming: @Sendable (String) throws -> String = { path in
        // The id of the file system, as the flow sees it from its own folder.
        let id = try deviceID(ofDirectory: "\(folder)/\(path.prefix { $0 != "/" })")
        return "\(id)::\(path)"
      }
      return try StoreImport(stepIDs: stepIDs, renamings: Dictionary(uniqueKeysWithValues: files.map { ($0, naming) })).run(
        from: [patient.store(old)], to: patient.store(new), partitions: 3
      ).keys.values.reduce(0, +)
    }
    #expect(try patient.run("0.17", "files", store: "old", crashAt: "lenore").status == 1)
    let first = try carry(
      "old", "newer", ["lines": "files.lines", "count": "files.count.unary", "counts": "files.counts"], files: ["lines"])
    #expect(try patient.run("0.18", "files", store: "newer", workers: 2, crashAt: "plutonian").status == 1)
    let second = try carry("newer", "newest", ["files.count.unary": "files.count.stateful_flat_map.unary"])
    #expect(first > 20 && second > first)
    let last = try patient.run("0.19", "files", store: "newest", workers: 2)
    #expect(last.status == 0, "\(last.errors)")
    #expect(try patient.lines() == calmLines("0.19", "files"))
  }
}
