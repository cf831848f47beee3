import ArgumentParser
import BytewaxRunner

/// `waxwing eras`: what each API era has.
struct Eras: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List what each API era has: operators, classes, flags.")

  @Argument(help: ArgumentHelp("Only this era.", valueName: "era"))
  var era: String?

  func run() throws {
    let eras = EraCatalogue.eras.filter { era == nil || $0.name == era }
    if eras.isEmpty {
      let known = EraCatalogue.eras.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no era '\(era ?? "")'; ask for one of \(known)")
    }
    print(eras.map(Self.description).joined(separator: "\n"))
  }

  private static func description(_ era: BytewaxRunner.Era) -> String {
    let rows = [
      ("modules", era.modules), ("operators", era.operators), ("window operators", era.windowOperators), ("windows", era.windows),
      ("sources", era.sources), ("sinks", era.sinks), ("recovery", era.recovery), ("entry points", era.entryPoints),
      ("helpers", era.helpers), ("Kafka", era.kafka), ("flags", era.flags), ("environment", era.environment),
    ]
    return (["\(era.name), written \(era.style)"]
      + rows.filter { !$0.1.isEmpty }.map { "  \($0.0): \($0.1.joined(separator: ", "))" }).joined(separator: "\n")
  }
}
