import Foundation
import Testing

/// Every program of Fixtures/Programs compiles unchanged against its era and says what the real release said.
@Suite(.serialized) struct FixtureProgramTests {
  @Test("each program says what its era said", arguments: try FixtureProgram.all())
  func eachProgram(_ program: FixtureProgram) throws {
    let binary = try ProgramBinary.of(era: program.era)
    if let complaint = binary.complaints[program.entry.name] {
      Issue.record("does not compile: \(complaint)")
      return
    }
    for workers in program.workers {
      let (result, out) = try binary.run(program.entry.name, workers: workers)
      #expect(result.status == 0, "\(workers) workers: \(result.errors)")
      #expect(try program.comparable(result.output) == program.comparable(program.expectedOutput()), "\(workers) workers")
      if let files = program.files {
        #expect(out.keys.sorted() == files.keys.sorted(), "\(workers) workers")
        for (name, content) in files {
          #expect(program.comparable(out[name] ?? "missing") == program.comparable(content), "\(name), \(workers) workers")
        }
      }
    }
  }
}
