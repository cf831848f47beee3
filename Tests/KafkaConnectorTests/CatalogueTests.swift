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
    let scratch = try Scratch()
    // The compiler reads the folder after its path has been asked for.
    defer { withExtendedLifetime(scratch) {} }
    for library in Engine.librariesInC { try scratch.write("\(library)/module.modulemap", "module \(library) {}\n") }
    let uses = names.enumerated().map { number, name in
      name.hasPrefix("kop.") ? "\(name)(thereIsNoSuchArgument: 0)" : "func takes\(number)(_ value: Any) { _ = \(name).self }"
    }
    let digits = era.name.filter { $0 != "." }
    let lines = ["import Bytewax\(digits)", "import BytewaxKafka\(digits)"] + uses
    let file = try scratch.write("main.swift", lines.joined(separator: "\n"))
    let ended = try execute(
      "/usr/bin/env",
      ["swiftc", "-typecheck", "-swift-version", "6", file, "-I", productsFolder.appending(path: "Modules").path, "-I", scratch.path],
      in: URL(filePath: scratch.path))
    return ended.errors.split(separator: "\n").filter {
      $0.contains("error: cannot find") || $0.contains("error: no such module") || $0.contains("error: missing required module") || $0.contains("has no member")
    }.joined(separator: "\n")
  }
}
