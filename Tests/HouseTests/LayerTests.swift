import Foundation
import TestSupport
import Testing

@Suite struct LayerTests {
  @Test func everyTargetHasALayer() throws {
    for target in try House.targets() {
      #expect(Layers.all[target] != nil, "give '\(target)' its place in Tests/HouseTests/Layers.swift")
    }
  }

  @Test("imports point down only", arguments: try House.targets())
  func importsPointDown(_ target: String) throws {
    let below = Layers.below(target)
    for file in try House.swiftFiles(in: "Sources/\(target)") {
      for (line, module) in imports(of: file) where Layers.all[module] != nil {
        #expect(below.contains(module), "\(file.path):\(line): '\(target)' may not import '\(module)'")
      }
    }
  }

  @Test("modules from outside enter by one door", arguments: try House.targets())
  func outsideModulesEnterByOneDoor(_ target: String) throws {
    for file in try House.swiftFiles(in: "Sources/\(target)") {
      for (line, module) in imports(of: file) {
        guard let doors = Layers.outside[module] else { continue }
        #expect(doors.contains(target), "\(file.path):\(line): '\(target)' may not import '\(module)'")
      }
    }
  }

  @Test func thePackageDependsDownOnly() throws {
    let text = try String(contentsOf: packageFolder.appending(path: "Package.swift"), encoding: .utf8)
    let targets = text.matches(of: /\.(?:target|executableTarget)\(\s*name: "([^"]+)"(?:,\s*dependencies: \[([^\]]*)\])?/)
    #expect(targets.count >= 18, "the targets of Package.swift are no longer found")
    for target in targets {
      let name = String(target.1)
      let below = Layers.below(name)
      for dependency in (target.2 ?? "").matches(of: /"([^"]+)"/).map({ String($0.1) }) where Layers.all[dependency] != nil {
        #expect(below.contains(dependency), "Package.swift: '\(name)' may not depend on '\(dependency)'")
      }
    }
  }

  @Test func theTwoHalvesShareNothing() {
    let engine = Set(Layers.engine.keys)
    for target in Layers.rewriter.keys { #expect(Layers.below(target).isDisjoint(with: engine)) }
    for target in engine { #expect(Layers.below(target).isSubset(of: engine)) }
  }

  @Test func noEraKnowsAnother() {
    let eras = Layers.engine.keys.filter { $0.wholeMatch(of: /Bytewax0\d\d/) != nil }
    for era in eras { #expect(Layers.below(era).isDisjoint(with: eras), "\(era)") }
  }

  /// The modules a file imports, with their lines.
  private func imports(of file: House.File) -> [(Int, String)] {
    file.lines.enumerated().compactMap { number, line in
      let words = line.split(separator: " ")
      guard let mark = words.firstIndex(of: "import"), mark + 1 < words.count else { return nil }
      guard words[..<mark].allSatisfy({ $0.hasPrefix("@") || access.contains(String($0)) }) else { return nil }
      let name = words[(mark + 1)...].first { !kinds.contains(String($0)) }
      return name.map { (number + 1, String($0.prefix { $0.isLetter || $0.isNumber || $0 == "_" })) }
    }
  }

  private let access: Set<String> = ["public", "package", "internal", "private", "fileprivate"]
  private let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor"]
}
