import TestSupport
import Testing

/// Flags and variables of each era, seen from outside.
@Suite(.serialized) struct EnvironmentTests {
  private func run(_ era: String, _ arguments: [String], _ environment: [String: String] = [:]) throws -> ProcessResult {
    let binary = try ProgramBinary.of(era: era)
    return try execute(
      binary.executable.path, arguments, in: binary.folder, environment: environment.merging([JoinedScripts.variable: "flow-in-loop"]) { $1 })
  }

  @Test("variables of other eras are named in a warning", arguments: [
    ("0.16", "BYTEWAX_SNAPSHOT_INTERVAL", "use BYTEWAX_EPOCH_INTERVAL"), ("0.16", "BYTEWAX_RECOVERY_BACKUP_INTERVAL", "unset it"),
    ("0.17", "BYTEWAX_EPOCH_INTERVAL", "use BYTEWAX_SNAPSHOT_INTERVAL"),
    ("0.17", "BYTEWAX_SQLITE_DIRECTORY", "use BYTEWAX_RECOVERY_DIRECTORY"),
    ("0.18", "BYTEWAX_PROCESSES", "use BYTEWAX_WORKERS_PER_PROCESS"),
  ])
  func aWarning(_ era: String, _ variable: String, _ advice: String) throws {
    let result = try run(era, [], [variable: "1"])
    #expect(result.status == 0)
    #expect(result.errors == "warning: environment variable \(variable) is ignored in this era; \(advice)\n")
    #expect(try run(era, []).errors == "")
  }

  @Test("an interface that is not there is not asked for in vain", arguments: ["0.16", "0.17", "0.18", "0.19"])
  func noInterface(_ era: String) throws {
    let result = try run(era, [], ["BYTEWAX_DATAFLOW_API_ENABLED": "1"])
    #expect(result.status == 0 && result.errors.hasPrefix("warning: environment variable BYTEWAX_DATAFLOW_API_ENABLED is ignored: there is no HTTP interface"))
  }

  @Test("a store that is asked for is not passed over", arguments: [
    ("0.16", ["--sqlite-directory", "state"]), ("0.17", ["-r", "state"]), ("0.18", ["-r", "state", "-s", "10", "-b", "0"]),
  ])
  func aStore(_ era: String, _ flags: [String]) throws {
    let result = try run(era, flags)
    #expect(result.status != 0)
    #expect(result.errors.contains("'state'"))
  }

  @Test func theVariableOfAnErasStoreCountsToo() throws {
    #expect(try run("0.16", [], ["BYTEWAX_SQLITE_DIRECTORY": "state"]).status != 0)
    #expect(try run("0.17", [], ["BYTEWAX_RECOVERY_DIRECTORY": "state"]).status != 0)
  }

  @Test func processesAreFurtherWorkersUpTo017AndUnknownSince() throws {
    #expect(try run("0.16", ["-p", "2", "-w", "2"]).status == 0)
    #expect(try run("0.17", ["-p", "2", "-w", "2"]).status == 0)
    let result = try run("0.18", ["-p", "2"])
    #expect(result.status == 64 && result.errors == "error: Unknown option '-p'; waxwing eras lists the flags of each era\n")
  }

  @Test("a process id needs addresses", arguments: ["0.16", "0.17", "0.18", "0.19"])
  func aProcessID(era: String) throws {
    let result = try run(era, ["-i", "0"])
    #expect(result.status == 64 && result.errors == "error: a process id needs the addresses of all processes; add them with -a\n")
  }

  @Test func helpIsGivenUnderTheProgramsName() throws {
    let result = try run("0.19", ["--help"])
    #expect(result.status == 0 && result.output.hasPrefix("USAGE: programs [") && result.output.contains("BYTEWAX_RECOVERY_DIRECTORY"), "\(result.output)")
  }

  @Test func intervalsHaveDefaultsIn017AndNoneIn018() throws {
    #expect(try run("0.17", ["-s", "5"]).status == 0)
    #expect(try run("0.18", ["-r", "state"]).errors.contains("both -s and -b must be given"))
  }
}
