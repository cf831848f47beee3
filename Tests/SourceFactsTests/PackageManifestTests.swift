import Testing

@testable import SourceFacts

@Suite struct PackageManifestTests {
  private func read(_ text: String) throws -> PackageManifest { try PackageManifest(ParsedFile(path: "Package.swift", text: text)) }

  @Test func targetsAreReadAsTheyAreWritten() throws {
    let manifest = try read(
      """
      // swift-tools-version: 5.9
      import PackageDescription
      let parts: [Target] = [
        .target(name: "Core", dependencies: [.target(name: "Other"), .product(name: "X", package: "x")], path: "Engine/Core", exclude: ["Notes", "a.txt"]),
        Target.executableTarget(name: "app", dependencies: ["Core"], sources: ["main.swift"], plugins: [.plugin(name: "Gen", package: "g")]),
      ]
      let package = Package(
        name: "shop", products: [.plugin(name: "Maker", targets: ["Maker"]), .library(name: "Core", targets: ["Core"])],
        dependencies: [.package(url: "https://example.org/x", from: "1.0.0")],
        targets: parts + [.testTarget(name: "CoreTests"), .plugin(name: "Maker", capability: .buildTool())])
      """)
    #expect(manifest.toolsVersion == 5)
    #expect(
      manifest.targets == [
        .init(name: "Core", kind: "target", path: "Engine/Core", excluded: ["Notes", "a.txt"]),
        .init(name: "app", kind: "executableTarget", sources: ["main.swift"]), .init(name: "CoreTests", kind: "testTarget"),
        .init(name: "Maker", kind: "plugin"),
      ])
  }

  @Test("what only running it would tell is named with its line", arguments: [
    (#"let n = "a"; let p = Package(name: "p", targets: [.target(name: n)])"#, "line 1: the name of a target is not written out"),
    (#"let p = Package(name: "p", targets: ["a"].map { .target(name: "\($0)") })"#, "line 1: whether this target is made depends on 'a function'"),
    ("let p = Package(name: \"p\", targets: [\n.target(name: \"a\", path: base + \"x\")])", "line 2: the path of a target is not written out"),
    ("let p = Package(name: \"p\", targets: [])\nif isNew { p.targets.append(.target(name: \"a\")) }", "line 2: whether this target is made depends on 'if'"),
    ("let p = Package(name: \"p\", targets: [])\n#if os(Linux)\np.targets.append(.target(name: \"a\"))\n#endif", "line 3: whether this target is made depends on '#if'"),
    ("let p = Package(name: \"p\", targets: [.target(name: \"a\")])\np.targets[0].path = \"x\"", "line 2: 'path' is set afterwards"),
    (#"let p = Package(name: "p", targets: [.target(name: "a", exclude: all)])"#, "line 1: the exclude of a target is not written out"),
    ("print(1)", "line 1: no 'Package(…)' is written there"),
  ])
  func unknown(_ text: String, _ reason: String) {
    let error = #expect(throws: PackageManifest.Unknown.self) { try read(text) }
    #expect(error?.description == reason)
  }
}
