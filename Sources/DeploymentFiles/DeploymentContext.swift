import RuleBook
import SourceFacts

/// What is known of the flows that the files start.
package struct DeploymentContext: Sendable {
  /// A flow's file and how far it got.
  package struct Flow: Sendable {
    package let path: String
    package let from: Era
    package let reached: Era
    /// The oldest era that the file's text may be of.
    package let oldest: Era

    package init(path: String, from: Era, reached: Era, oldest: Era? = nil) {
      self.path = path
      self.from = from
      self.reached = reached
      self.oldest = oldest ?? from
    }
  }

  package let book: RuleBook
  package let target: Era
  /// The era that the files are of, if someone said so.
  package let assumed: Era?
  package let requested: Set<String>
  package var flows: [Flow]
  /// The names of programs that are flows, such as a package's executables.
  package var programs: Set<String>

  package init(
    book: RuleBook, target: Era = .newest, assumed: Era? = nil, requested: Set<String> = [], flows: [Flow] = [],
    programs: Set<String> = []
  ) {
    self.book = book
    self.target = target
    self.assumed = assumed
    self.requested = requested
    self.flows = flows
    self.programs = programs
  }

  /// The flow that a command's word names, with or without a variable behind a colon; by its path's end, or by its name
  /// when only one flow has it.
  func flow(named word: String) -> Flow? {
    guard let file = word.split(separator: ":").first.map(String.init), file.hasSuffix(".swift") else { return nil }
    let wanted = file.split(separator: "/").filter { $0 != "." }
    let exact = flows.filter { $0.path.split(separator: "/").suffix(wanted.count).elementsEqual(wanted) }
    if exact.count == 1 { return exact[0] }
    let named = flows.filter { $0.path.split(separator: "/").last == wanted.last }
    return named.count == 1 ? named[0] : nil
  }

  /// Whether what starts a flow, or any flow, goes through a hop. Where a flow ends is known; where what starts it begins
  /// is shown by its own words, because the flow's text may look newer than it is.
  func crosses(_ hop: Hop, of flow: Flow? = nil) -> Bool {
    hop.from >= (assumed ?? .v0_16).rawValue && hop.to <= (flow?.reached ?? target).rawValue
  }

  /// A flow that stays behind a hop, for which what others need would be wrong.
  func straggler(of hop: Hop) -> Flow? { flows.first { $0.from.rawValue <= hop.from && $0.reached.rawValue < hop.to } }
}
