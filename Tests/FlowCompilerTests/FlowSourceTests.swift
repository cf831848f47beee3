import Foundation
import TestSupport
import Testing

@testable import FlowCompiler

@Suite struct FlowSourceTests {
  @Test func aMissingFileIsNamed() {
    #expect(message(of: { try FlowSource(path: "nowhere/Flow.swift") }) == "nowhere/Flow.swift: no such file; check the path")
  }

  @Test func aDirectoryIsNoFlow() throws {
    try inTemporaryFolder { folder in
      #expect(message(of: { try FlowSource(path: folder) })?.contains("is a directory") == true)
    }
  }

  @Test(
    "text that is not UTF-8 is refused with the first wrong byte",
    arguments: [
      ([0x61, 0xFF], 1), ([0xC3, 0xA9, 0xC3], 2), ([0x61, 0x62, 0xE2, 0x28, 0xA1], 2), ([0xED, 0xA0, 0x80], 0),
    ] as [([UInt8], Int)])
  func notUTF8(_ bytes: [UInt8], _ wrong: Int) throws {
    try inTemporaryFolder { folder in
      let path = folder + "/Flow.swift"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      #expect(message(of: { try FlowSource(path: path) })?.contains("not UTF-8 text (byte \(wrong))") == true)
    }
  }
}

/// The message of the error that `body` throws.
func message(of body: () throws -> some Any) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return "\(error)"
  }
}
