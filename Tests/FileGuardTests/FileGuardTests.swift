import Foundation
import TestSupport
import Testing

/// What one bad file does to the others.
@Suite struct FileGuardTests {
  private func judge(_ words: String..., threads: Int = 1) throws -> ProcessResult {
    try execute(
      productsFolder.appending(path: "FileGuardProbe").path, ["\(threads)"] + words,
      in: FileManager.default.temporaryDirectory)
  }

  private func lines(_ result: ProcessResult) -> [String] {
    #expect(!result.wasKilled)
    #expect(result.status == 0)
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [1, 3])
  func everyOtherFileIsJudgedAndShownOnceWhateverEndsTheProcess(threads: Int) throws {
    let said = lines(try judge("a", "trap", "b", "deep", "c", "abort", "d", "trap again", "e", threads: threads))
    let words = ["a", "trap", "b", "deep", "c", "abort", "d", "trap again", "e"]
    #expect(said.count == words.count + 1)
    for (line, word) in zip(said, words) {
      let isGood = word.count == 1
      #expect(line.hasPrefix(isGood ? "\(word): good" : "\(word): could not be judged: it brought waxwing to an end"))
    }
    #expect(said.last == "all done")
  }

  @Test func whatTakesTooLongIsNamed() throws {
    let said = lines(try judge("a", "slow", "b", threads: 3))
    #expect(said.count == 4)
    #expect(said[0] == "a: good")
    #expect(said[1].hasPrefix("slow: could not be judged: it took more than 0.5 seconds"))
    #expect(said[2] == "b: good")
  }

  @Test(arguments: [1, 3])
  func whatTakesTooMuchMemoryIsNamedThoughOthersAreJudgedBesideIt(threads: Int) throws {
    let said = lines(try judge("a", "large", "b", threads: threads))
    #expect(said.count == 4)
    #expect(said[1].hasPrefix("large: could not be judged: it took more than 100 MB"))
    #expect(said[2] == "b: good")
  }

  @Test func whatEndsTheProcessOnlyWithOthersIsJudgedAlone() throws {
    #expect(lines(try judge("a", "joined", "b")) == ["a: good", "joined: good", "b: good", "all done"])
  }
}
