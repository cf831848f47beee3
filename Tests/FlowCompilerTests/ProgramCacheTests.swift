import Foundation
import TestSupport
import Testing

@testable import FlowCompiler

@Suite struct ProgramCacheTests {
  private let key = ProgramCache.Key(source: Array("let flow = 1".utf8), circumstances: "era 0.19\n")

  @Test func whatWasKeptIsFoundAgain() throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder)
      #expect(cache.program(for: key) == nil)
      let program = try cache.keep(try finished(cache, "first"), for: key)
      #expect(cache.program(for: key) == program)
      #expect(cache.program(for: .init(source: key.source, circumstances: "era 0.16\n")) == nil)
      #expect(cache.program(for: .init(source: key.source + [10], circumstances: key.circumstances)) == nil)
    }
  }

  @Test func theSlowerOfTwoProcessesUsesTheFastersProgram() throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder)
      let slow = try finished(cache, "slow")
      let program = try cache.keep(try finished(cache, "fast"), for: key)
      let slower = try cache.keep(slow, for: key)
      #expect(slower == program)
      #expect(try String(contentsOfFile: program, encoding: .utf8) == "fast")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
    }
  }

  @Test func anEntryWithOtherContentsUnderTheSameHashIsNotBelieved() throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder)
      let program = try cache.keep(try finished(cache, "other"), for: key)
      let source = (program as NSString).deletingLastPathComponent + "/" + ProgramCache.File.source
      try Data("another flow of the same hash".utf8).write(to: URL(fileURLWithPath: source))
      #expect(cache.program(for: key) == nil)
      let own = try cache.keep(try finished(cache, "own"), for: key)
      #expect(own != program)
      #expect(cache.program(for: key) == own)
    }
  }

  @Test func onlyWhatNobodyUsedForAMonthIsSwept() throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder)
      _ = try cache.keep(try finished(cache, "program"), for: key)
      let abandoned = try cache.makeWorkshop()
      let day = 86_400.0
      cache.sweep(now: Date().addingTimeInterval(2 * day))
      #expect(cache.program(for: key) != nil)
      #expect(!FlowSource.exists(abandoned))
      cache.sweep(now: Date().addingTimeInterval(31 * day))
      #expect(cache.program(for: key) == nil)
    }
  }

  @Test func theProgramsRunLongestAgoGoFirstWhenThereIsTooMuch() throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder)
      let other = ProgramCache.Key(source: Array("other".utf8), circumstances: "")
      let old = (try cache.keep(try finished(cache, "older"), for: key) as NSString).deletingLastPathComponent
      _ = try cache.keep(try finished(cache, "newer"), for: other)
      let workshop = try cache.makeWorkshop()
      try FileManager.default.setAttributes([.modificationDate: Date().addingTimeInterval(-60)], ofItemAtPath: old)
      cache.sweep(now: Date(), limit: 10)
      #expect(FlowSource.exists(old))
      cache.sweep(now: Date(), limit: 9)
      #expect(cache.program(for: key) == nil && cache.program(for: other) != nil)
      #expect(FlowSource.exists(workshop))
    }
  }

  @Test func aCacheThatCannotBeWrittenSaysSo() throws {
    try inTemporaryFolder { folder in
      let file = folder + "/file"
      try Data().write(to: URL(fileURLWithPath: file))
      let said = message(of: { try ProgramCache(directory: file + "/waxwing").makeWorkshop() })
      #expect(said?.contains("cannot be written") == true && said?.contains("XDG_CACHE_HOME") == true)
    }
  }

  @Test func theUsersCacheIsWhereTheEnvironmentSays() {
    #expect(ProgramCache(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"]).directory == "/c/waxwing")
    #expect(ProgramCache(environment: ["HOME": "/h"]).directory == "/h/.cache/waxwing")
    #expect(ProgramCache(environment: ["XDG_CACHE_HOME": "relative", "HOME": "/h"]).directory == "/h/.cache/waxwing")
  }

  /// A workshop with a program in it.
  private func finished(_ cache: ProgramCache, _ text: String) throws -> String {
    let workshop = try cache.makeWorkshop()
    let program = workshop + "/" + ProgramCache.File.program
    try Data(text.utf8).write(to: URL(fileURLWithPath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    return workshop
  }
}
