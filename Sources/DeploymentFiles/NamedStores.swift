import RuleBook

/// The recovery stores that files name which start flows.
package struct NamedStores: Sendable {
  /// The commands that start a flow's file, each with the store on its line or in the variables that it sees.
  private var byCommand: [(file: String, directory: String?)] = []
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
      guard file.isFlowFile else { continue }
      let directory = flags[.recovery, .sqlite]?.text ?? seen
      byCommand.append((String(file.split(separator: ":")[0]), directory.flatMap { Self.isPlain($0) ? $0 : nil }))
    }
    byVariable.formUnion(reading.settings.filter { Self.variables.contains($0.name) }.compactMap(\.value).filter(Self.isPlain))
  }

  private static let variables = [BytewaxVariable.recoveryDirectory, BytewaxVariable.sqliteDirectory]

  /// A store, as the command names it that starts the flow.
  package struct Named: Sendable, Hashable {
    package let directory: String
    /// The folder in which the command runs, where that shows; empty for the one from which the flow's path leads to it.
    package let folder: String?

    package init(directory: String, folder: String?) { (self.directory, self.folder) = (directory, folder) }
  }

  /// The store of the flow in a file: the one that its commands name, or the only one that any variable names where no other flow is
  /// started, which the variable may be meant for; nil when that is not one.
  package func store(of path: String) -> Named? {
    let starts = commands(starting: path)
    let named = Set(starts.compactMap { folder, directory in directory.map { Named(directory: $0, folder: folder) } })
    if !named.isEmpty { return named.count == 1 ? named.first : nil }
    guard byVariable.count == 1, starts.count == byCommand.count else { return nil }
    return byVariable.first.map { Named(directory: $0, folder: folder(of: path)) }
  }

  /// The folder in which the flow of a file is started, if that is always the same.
  package func folder(of path: String) -> String? {
    let folders = Set(commands(starting: path).map(\.folder))
    return folders.count == 1 ? folders.first : nil
  }

  /// A command names the flow's file from where it runs, so what its words leave of the path is that place, whatever `cd` led there.
  private func commands(starting path: String) -> [(folder: String, directory: String?)] {
    let parts = path.split(separator: "/")
    return byCommand.compactMap { file, directory in
      if file.hasPrefix("/") { return file == path ? ("", directory) : nil }
      let wanted = file.split(separator: "/").filter { $0 != "." }
      guard parts.suffix(wanted.count).elementsEqual(wanted) else { return nil }
      return ((path.hasPrefix("/") ? "/" : "") + parts.dropLast(wanted.count).joined(separator: "/"), directory)
    }
  }

  /// Whether a text is a folder's name as it is, and not one that a shell or a template makes.
  private static func isPlain(_ text: String) -> Bool { !text.isEmpty && !text.contains { "$`{}*?~".contains($0) } }
}
