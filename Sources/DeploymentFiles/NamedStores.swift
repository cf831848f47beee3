import RuleBook

/// The recovery stores that files name which start flows.
package struct NamedStores: Sendable {
  /// A store on the command line of a flow's file, or in the variables that the command sees.
  private var byCommand: [(file: String, directory: String)] = []
  /// What variables say in all the files.
  private var byVariable: Set<String> = []
  private let tree = DeploymentTree(DeploymentContext(book: RuleBook(rules: [])))

  package init() {}

  /// Adds what a file names.
  package mutating func add(path: String, bytes: [UInt8], kind: DeploymentKind) {
    let reading = tree.read(path: path, bytes: bytes, kind: kind)
    for start in reading.starts {
      guard case .flow(let first, let runner) = FlowProgram(start.words, programs: []) else { continue }
      let flags = FlagLine(start.words, first: first, isRun: runner != nil)
      let file = start.words[flags.subject].text
      let seen = Self.variables.lazy.compactMap { start.environment.bindings[$0]?.value }.first
      guard file.isFlowFile, let directory = flags[.recovery, .sqlite]?.text ?? seen, Self.isPlain(directory) else { continue }
      byCommand.append((String(file.split(separator: ":")[0]), directory))
    }
    byVariable.formUnion(reading.settings.filter { Self.variables.contains($0.name) }.compactMap(\.value).filter(Self.isPlain))
  }

  private static let variables = [BytewaxVariable.recoveryDirectory, BytewaxVariable.sqliteDirectory]

  /// The store of the flow in a file: the one that its commands name, or the only one that any variable names; nil when that is not one.
  package func directory(of path: String) -> String? {
    let parts = path.split(separator: "/")
    let named = Set(byCommand.filter { file, _ in
      let wanted = file.split(separator: "/").filter { $0 != "." }
      return parts.suffix(wanted.count).elementsEqual(wanted)
    }.map(\.directory))
    if !named.isEmpty { return named.count == 1 ? named.first : nil }
    return byVariable.count == 1 ? byVariable.first : nil
  }

  /// Whether a text is a folder's name as it is, and not one that a shell or a template makes.
  private static func isPlain(_ text: String) -> Bool { !text.isEmpty && !text.contains { "$`{}*?~".contains($0) } }
}
