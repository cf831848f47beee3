import ArgumentParser
import FlowCompiler
import FlowProof
import Foundation

/// The steps of a flow that keep rows in a recovery store, as the flow itself says once it is built.
struct FlowSteps {
  /// In the order in which the flow was built.
  let ids: [String]

  /// Compiles the flow and lets it be built, but not run. Throws exit code 1, after saying why, for a flow that does not come that far.
  init(of flow: String) throws {
    let list = FileManager.default.temporaryDirectory.appendingPathComponent("waxwing-steps-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: list) }
    do {
      let compiler = FlowCompiler(engine: try Engine.locate(), toolchain: try Toolchain.locate())
      let program = try compiler.build(try FlowReference(flow)) { try ScriptFacts(of: $0, wantedEra: "auto") }
      // The flow is not to be run, so what it would be run with does not matter.
      let quiet = ["BYTEWAX_RECOVERY_DIRECTORY", "BYTEWAX_SQLITE_DIRECTORY", "BYTEWAX_ADDRESSES", "BYTEWAX_PROCESS_ID"].map { ($0, "") }
      let ended = try program.run(environment: Dictionary(uniqueKeysWithValues: quiet + [("WAXWING_LIST_STEPS", list.path)]))
      guard ended.code == 0, let text = try? String(contentsOf: list, encoding: .utf8) else {
        let said = ended.errors.split(separator: "\n").first.map { ": \($0)" } ?? ""
        printError("error: \(flow): ended before its flow was built, with status \(ended.code)\(said); run it to see why")
        throw ExitCode(1)
      }
      ids = text.split(separator: "\n").map(String.init)
    } catch let error as FlowCompilerError {
      if let diagnostics = error.diagnostics { FileHandle.standardError.write(Data(diagnostics.utf8)) }
      printError("error: \(error)")
      throw ExitCode(1)
    }
  }
}
