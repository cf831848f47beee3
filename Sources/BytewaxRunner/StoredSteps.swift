import DataflowCore
import Recovery

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The steps of a flow and those of the store that it is given, side by side.
enum StoredSteps {
  /// A variable with the path of a file: a program that has it writes the ids of the steps that keep rows there, a line each, and ends
  /// without running its flow. `waxwing recovery check --flow` asks so.
  static let listing = "WAXWING_LIST_STEPS"

  /// Ends the program with the list, if that is what was asked for.
  static func listIfAsked(_ plan: Plan) throws {
    guard let path = Environment.value(listing) else { return }
    try list(plan, to: path)
    exit(0)
  }

  /// Writes the ids of the steps that keep rows.
  private static func list(_ plan: Plan, to path: String) throws {
    guard let file = fopen(path, "w") else {
      throw SettingsError("\(listing) names '\(path)', which cannot be written; unset it")
    }
    for step in plan.steps where step.keepsRows { fputs(step.id.qualified + "\n", file) }
    guard fclose(file) == 0 else { throw SettingsError("'\(path)' cannot be written; make room on its disk") }
  }

  /// Says once which steps of a store the flow does not have: nothing reads what they remember.
  static func warn(ofForgotten store: RecoveryStore, _ plan: Plan, in directory: String) throws {
    let forgotten = try store.steps(besides: Set(plan.steps.filter(\.keepsRows).map(\.id.qualified)))
    guard !forgotten.isEmpty else { return }
    let names = forgotten.map { "'\($0)'" }.joined(separator: ", ")
    Environment.warn(
      "recovery store '\(directory)' has rows of \(forgotten.count == 1 ? "step" : "steps") \(names), which the flow does not have, so they are not used; "
        + "if a step only has another id now, and its state the same form, carry its rows over with waxwing recovery import")
  }
}
