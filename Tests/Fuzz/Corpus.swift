import Foundation
import TestSupport

/// The texts that inputs begin with: the package's own programs, cases and deployment files, and what earlier runs found.
struct Corpus {
  private let texts: [FuzzInput.Kind: [[UInt8]]]

  init() throws {
    var texts: [FuzzInput.Kind: [[UInt8]]] = [:]
    for folder in ["Programs", "Cases", "Deployments/before", "Inputs"] {
      let root = packageFolder.appending(path: "Fixtures/\(folder)").path
      let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
      for name in names.sorted() {
        guard let kind = Self.kind(name), let bytes = FileManager.default.contents(atPath: "\(root)/\(name)"), bytes.count < 40_000 else { continue }
        texts[kind, default: []].append(Array(bytes))
      }
    }
    for (kind, text) in Self.written { texts[kind, default: []].append(Array(text.utf8)) }
    self.texts = texts
  }

  /// Any text of a kind.
  func text(_ kind: FuzzInput.Kind, _ random: inout SeededRandom) -> [UInt8] { texts[kind]?.randomElement(using: &random) ?? [] }

  private static func kind(_ name: String) -> FuzzInput.Kind? {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    if let kind = FuzzInput.Kind(fileName: file) { return kind }
    if file.hasSuffix(".swift") { return .flow }
    if file.hasSuffix(".sh") { return .shell }
    if file.hasSuffix(".yaml") || file.hasSuffix(".yml") { return .yaml }
    if file.hasPrefix("Dockerfile") { return .dockerfile }
    return file.hasSuffix(".service") ? .unit : nil
  }

  private static let written: [(FuzzInput.Kind, String)] = [
    (.shell, "#!/bin/sh\nexport BYTEWAX_EPOCH_INTERVAL=5\nexec waxwing run flow.swift --sqlite-directory \"$(mktemp -d)\" --epoch-interval 5 -p 2\n"),
    (.shell, "OPTS=\"--epoch-interval 3\"\ncat <<EOF >note\nwaxwing run flow.swift -r $(pwd)\nEOF\nsh -c 'waxwing run flow.swift $OPTS' && echo `date`\n"),
    (.yaml, "services:\n  flow:\n    image: flow\n    command: [waxwing, run, flow.swift, --sqlite-directory, /state]\n    environment:\n      BYTEWAX_EPOCH_INTERVAL: 5\n"),
    (.yaml, "a: &a [x, x]\nb: &b [*a, *a]\nspec:\n  containers:\n  - name: f\n    args:\n    - --epoch-interval\n    - \"5\"\n    command: >-\n      waxwing run\n      flow.swift -r /s\n"),
    (.makefile, "FLAGS := --epoch-interval 5\nrun: flow.swift\n\t@waxwing run $< $(FLAGS) -r $(shell mktemp -d)\n"),
    (.dockerfile, "FROM swift\nENV BYTEWAX_EPOCH_INTERVAL=5\nENTRYPOINT [\"waxwing\", \"run\"]\nCMD [\"flow.swift\", \"-r\", \"/s\"]\n"),
    (.environment, "BYTEWAX_EPOCH_INTERVAL=5\nBYTEWAX_SQLITE_DIRECTORY=/state\n"),
    (.unit, "[Service]\nEnvironment=BYTEWAX_EPOCH_INTERVAL=5\nExecStart=/usr/bin/waxwing run /srv/flow.swift -r /state\n"),
    (.manifest, "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"f\", targets: [.executableTarget(name: \"f\", dependencies: [\"Bytewax016\"])])\n"),
    (.settings, "paths:\n- Sources\nexclude: [\"*.gen.swift\", Build]\nfrom: 0.16\nto: 0.19\nevidence: auto\nskip: [rename-std-output]\nbaseline: known.json\n"),
  ]
}
