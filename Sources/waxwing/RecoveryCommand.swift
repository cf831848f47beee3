import ArgumentParser

/// `waxwing recovery`: makes recovery stores, and looks into them.
struct RecoveryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery", abstract: "Make recovery stores, look into them, and take them over into another era.",
    subcommands: [RecoveryInit.self, RecoveryInspect.self, RecoveryCheck.self, RecoveryImport.self])
}
