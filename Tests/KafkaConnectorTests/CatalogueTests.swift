import BytewaxRunner
import FlowCompiler
import Foundation
import TestSupport
import Testing

/// What `waxwing eras` says of Kafka is what a program of the era can write.
@Suite("Kafka: catalogue") struct CatalogueTests {
  @Test("a program of the era can write every name", arguments: EraCatalogue.eras.map(\.name))
  func everyName(_ name: String) throws {
    let era = try #require(EraCatalogue.eras.first { $0.name == name })
    #expect(try complaints(of: era, era.kafka) == "")
  }

  @Test func namesOfNewerErasDoNotLeakIntoOlderOnes() throws {
    let (older, newer) = (EraCatalogue.eras[2], EraCatalogue.eras[3])
    let added = Set(newer.kafka).subtracting(older.kafka).sorted()
    let said = try complaints(of: older, added)
    for name in added { #expect(said.contains("cannot find '\(name)'"), "\(name)") }
  }

  /// What the compiler says of names, except that calls have the wrong arguments.
  private func complaints(of era: Era, _ names: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "waxwing-catalogue-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for library in Engine.librariesInC {
      let place = folder.appending(path: library)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data("module \(library) {}\n".utf8).write(to: place.appending(path: "module.modulemap"))
    }
    let uses = names.enumerated().map { number, name in
      name.hasPrefix("kop.") ? "\(name)(thereIsNoSuchArgument: 0)" : "func takes\(number)(_ value: Any) { _ = \(name).self }"
    }
    let digits = era.name.filter { $0 != "." }
    let file = folder.appending(path: "main.swift")
    try (["import Bytewax\(digits)", "import BytewaxKafka\(digits)"] + uses).joined(separator: "\n").write(
      to: file, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "swiftc", "-typecheck", "-swift-version", "6", file.path, "-I", productsFolder.appending(path: "Modules").path, "-I", folder.path,
    ]
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    process.waitUntilExit()
    let said = String(decoding: try Data(contentsOf: log), as: UTF8.self)
    return said.split(separator: "\n").filter {
      $0.contains("error: cannot find") || $0.contains("error: no such module") || $0.contains("error: missing required module") || $0.contains("has no member")
    }.joined(separator: "\n")
  }
}
