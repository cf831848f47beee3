import Foundation

/// Takes lines and pieces out of an input that fails for as long as it fails.
struct Minimising {
  private let input: FuzzInput
  private let stem: String
  /// How many times more it may be tried: each is a process.
  private var tries = 60

  init(_ input: FuzzInput, stem: String) { (self.input, self.stem) = (input, stem) }

  mutating func smallest() -> [UInt8] {
    var bytes = input.bytes
    guard input.kind != .journal, input.kind != .store, fails(bytes) else { return bytes }
    var piece = bytes.count / 2
    while piece > 0, tries > 0 {
      var start = 0
      while start < bytes.count, tries > 0 {
        let shorter = Array(bytes[..<start] + bytes[min(bytes.count, start + piece)...])
        if fails(shorter) { bytes = shorter } else { start += piece }
      }
      piece /= 2
    }
    return bytes
  }

  private mutating func fails(_ bytes: [UInt8]) -> Bool {
    tries -= 1
    let path = stem + "trial-" + input.kind.fileName
    defer { try? FileManager.default.removeItem(atPath: path) }
    guard (try? Data(bytes).write(to: URL(fileURLWithPath: path))) != nil else { return false }
    let trial = Process()
    trial.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    trial.arguments = ["--judge", path]
    trial.standardOutput = FileHandle.nullDevice
    trial.standardError = FileHandle.nullDevice
    guard (try? trial.run()) != nil else { return false }
    trial.waitUntilExit()
    return trial.terminationReason == .uncaughtSignal || trial.terminationStatus != 0
  }
}
