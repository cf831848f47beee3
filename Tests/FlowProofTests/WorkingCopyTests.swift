import Foundation
import TestSupport
import Testing

@testable import FlowProof

@Suite struct WorkingCopyTests {
  private func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func aRunMayDoWhatItLikesInACopy() throws {
    try inTemporaryFolder { folder in
      try write(["in.txt": "in", "data/more.txt": "more", ".git/config": "hidden", ".env": "kept"], in: folder)
      try FileManager.default.createSymbolicLink(atPath: folder + "/link.txt", withDestinationPath: folder + "/in.txt")
      let copy = try WorkingCopy(of: folder, .init())
      #expect(
        text(copy.path + "/data/more.txt") == "more" && text(copy.path + "/.env") == "kept"
          && text(copy.path + "/.git/config") == nil)
      #expect(try copy.changes().isEmpty)

      try write(
        ["in.txt": "changed", "link.txt": "through", "out/new.txt": "new", "state/part-0.sqlite3": "SQLite format 3\0…"],
        in: copy.path)
      try FileManager.default.removeItem(atPath: copy.path + "/data/more.txt")
      #expect(
        try copy.changes().mapValues { String(decoding: $0, as: UTF8.self) } == [
          "in.txt": "changed", "link.txt": "through", "out/new.txt": "new",
        ])
      #expect(text(folder + "/in.txt") == "in")

      try copy.reset()
      #expect(try copy.changes().isEmpty && text(copy.path + "/in.txt") == "in" && text(copy.path + "/data/more.txt") == "more")
      #expect(!FileManager.default.fileExists(atPath: copy.path + "/out"))
    }
  }

  @Test func onlyWhatIsNamedIsCopied() throws {
    try inTemporaryFolder { folder in
      try write(["in.txt": "in", "data/more.txt": "more", "big/x": "x"], in: folder)
      let copy = try WorkingCopy(of: folder, only: ["data", "in.txt"], .init())
      #expect(
        text(copy.path + "/data/more.txt") == "more" && text(copy.path + "/in.txt") == "in" && text(copy.path + "/big/x") == nil)
      let error = #expect(throws: Obstacle.self) { try WorkingCopy(of: folder, only: ["nothing"], .init()) }
      #expect(error?.description.contains("'nothing' does not exist") == true)
    }
  }

  @Test func tooMuchIsRefusedBeforeAnythingIsCopied() throws {
    try inTemporaryFolder { folder in
      try write(["a": "12345", "b": "67890"], in: folder)
      let error = #expect(throws: Obstacle.self) { try WorkingCopy(of: folder, .init(bytes: 9)) }
      #expect(error?.description.contains("name what the flow reads with --input") == true)
      #expect(throws: Obstacle.self) { try WorkingCopy(of: folder, .init(files: 1)) }
    }
  }

  @Test func theCopyGoesWithItsOwner() throws {
    try inTemporaryFolder { folder in
      try write(["a": "1"], in: folder)
      let path = try WorkingCopy(of: folder, .init()).path
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
