import Foundation
import TestSupport
import Testing

@testable import FlowCompiler

@Suite(.serialized) struct ProgramCacheTests {
  private let key = ProgramCache.Key(source: Array("let flow = 1".utf8), circumstances: "era 0.19\n")

  @Test func whatWasKeptIsFoundAgain() throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder)
      #expect(try cache.program(for: key) == nil)
      let program = try cache.keep(try finished(cache, "first"), for: key)
      #expect(try cache.program(for: key) == program)
      #expect(try cache.program(for: .init(source: key.source, circumstances: "era 0.16\n")) == nil)
      #expect(try cache.program(for: .init(source: key.source + [10], circumstances: key.circumstances)) == nil)
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
      #expect(try cache.program(for: key) == nil)
      let own = try cache.keep(try finished(cache, "own"), for: key)
      #expect(own != program)
      #expect(try cache.program(for: key) == own)
    }
  }

  @Test func onlyWhatNobodyUsedForAMonthIsSwept() throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder)
      _ = try cache.keep(try finished(cache, "program"), for: key)
      let abandoned = try cache.makeWorkshop()
      let day = 86_400.0
      cache.sweep(now: Date().addingTimeInterval(2 * day))
      #expect(try cache.program(for: key) != nil)
      #expect(!FlowSource.exists(abandoned))
      cache.sweep(now: Date().addingTimeInterval(31 * day))
      #expect(try cache.program(for: key) == nil)
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
      #expect(try cache.program(for: key) == nil && cache.program(for: other) != nil)
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

  @Test func aProgramThatOthersCouldHaveWrittenIsNotRun() throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder)
      let program = try cache.keep(try finished(cache, "own"), for: key)
      let slot = (program as NSString).deletingLastPathComponent
      for name in ["", "/" + ProgramCache.File.program, "/" + ProgramCache.File.source, "/" + ProgramCache.File.circumstances] {
        let mode = try #require(try FileManager.default.attributesOfItem(atPath: slot + name)[.posixPermissions] as? Int)
        for shared in [0o020, 0o002] {
          #expect(chmod(slot + name, mode_t(mode | shared)) == 0)
          #expect(try cache.program(for: key) == nil, "\(name) \(shared)")
        }
        #expect(chmod(slot + name, mode_t(mode)) == 0)
        #expect(try cache.program(for: key) == program)
        guard geteuid() == 0 else { continue }
        #expect(chown(slot + name, 65534, 65534) == 0)
        #expect(try cache.program(for: key) == nil, "\(name) of another")
        #expect(chown(slot + name, 0, 0) == 0)
      }
      #expect(rename(program, program + "-real") == 0 && symlink(program + "-real", program) == 0)
      #expect(try cache.program(for: key) == nil)
    }
  }

  @Test func aCacheInASharedPlaceIsRefusedWithASentence() throws {
    try inTemporaryFolder { folder in
      #expect(chmod(folder, 0o777) == 0)
      for cache in [ProgramCache(environment: ["XDG_CACHE_HOME": folder]), ProgramCache(environment: ["WAXWING_CACHE": folder]), ProgramCache(directory: folder + "/x")] {
        let said = message(of: { try cache.makeWorkshop() })
        #expect(said?.contains("can be written by other users") == true && said?.contains("WAXWING_CACHE") == true, "\(said ?? "")")
        let other = message(of: { _ = try cache.program(for: key) })
        #expect(other == said)
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left.isEmpty)
    }
  }

  @Test("what is kept is this user's alone", arguments: [0o000, 0o022, 0o077])
  func anyUmask(_ mask: Int) throws {
    try inTemporaryFolder { folder in
      let cache = ProgramCache(directory: folder + "/a/waxwing")
      let old = umask(mode_t(mask))
      let program = Result { try cache.keep(try finished(cache, "own"), for: key) }
      umask(old)
      let kept = try program.get()
      #expect(try cache.program(for: key) == kept)
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
        let mode = try #require(try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")[.posixPermissions] as? Int)
        #expect(mode & 0o077 == 0, "\(path) \(String(mode, radix: 8))")
      }
    }
  }

  @Test func theUsersCacheIsWhereTheEnvironmentSays() {
    #expect(ProgramCache(environment: ["WAXWING_CACHE": "/w", "XDG_CACHE_HOME": "/c", "HOME": "/h"]).directory == "/w")
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
