import Foundation
import Testing

@Suite struct FileTests {
  @Test func noFileIsLongWithoutAReason() throws {
    for file in try House.swiftFiles(in: "Sources", "Tests") where file.lines.count > 400 {
      #expect(
        file.lines[0].hasPrefix("// Long because "),
        "\(file.path): \(file.lines.count) lines; split it, or begin it with '// Long because …'")
    }
  }

  @Test func noFileIsADrawerForEverything() throws {
    for file in try House.swiftFiles(in: "Sources", "Tests") {
      for word in ["Util", "Helper", "Common", "Manager"] where file.name.contains(word) && !file.name.contains("CommonWords") {
        Issue.record("\(file.path): name the file for what it holds, not '\(word)'")
      }
    }
  }

  @Test func everyTargetHasALineInTheCodeMap() throws {
    let map = try House.files(in: ["README.md"]).first?.lines ?? []
    for target in try House.targets() {
      #expect(
        map.contains { $0.contains("`\(target)`") || $0.contains("\(target)/") }, "README.md: the code map lacks '\(target)'")
    }
  }

  @Test func theSwiftThatIsNeededIsTheOneThatTheManifestAsksFor() throws {
    let manifest = try House.files(in: ["Package.swift"]).first?.lines.first ?? ""
    let version = manifest.split(separator: " ").last.map(String.init) ?? "?"
    for file in try House.files(in: ["README.md", "Makefile", ".ci"]) {
      for (number, line) in file.lines.enumerated() where line.contains("or later") && line.contains("Swift ") {
        #expect(line.contains("Swift \(version) or later"), "\(file.path):\(number + 1)")
      }
    }
  }

  /// The project stands on its own: whoever reads it has none of the places it was made in.
  @Test func nothingNamesTheWorkplace() throws {
    // Written in two pieces, so that this file does not name them either.
    let places = [
      ("/wo", "rk/"), ("/tmp/hel", "pers"), ("/tmp/b", "w-"), ("../sha", "red"), ("sha", "red/reference"), ("swift-api", ".md"),
      ("eras", ".md"),
    ]
    .map { $0.0 + $0.1 }
    let files = try House.files(
      in: [
        "Sources", "Tests", "Rules", "Fixtures", "Documentation", ".ci", "Package.swift", "Makefile", "README.md",
        "CONTRIBUTING.md",
      ])
    for file in files {
      for place in places where file.text.contains(place) {
        let line = file.lines.firstIndex { $0.contains(place) } ?? 0
        Issue.record("\(file.path):\(line + 1): names the workplace ('\(place)')")
      }
    }
  }
}
