import FlowCompiler
import Rewriting
import SourceFacts

/// The texts of a group's files at one moment, and the era in which they go together.
struct GroupText {
  private let group: FileGroup
  private let files: [FlowSource]
  private let facts: [FlowFacts]
  /// The modules that the files import.
  var imports: Set<String> { Set(facts.flatMap { $0.imports.map(\.module) }) }
  /// The newest era that fits every file; nil when none does.
  let era: Era?
  /// Which two files do not go together, in words.
  private(set) var conflict = ""

  /// - Parameters:
  ///   - bytes: a changed file's text at that moment.
  ///   - reached: a changed file's era at that moment.
  init(
    _ group: FileGroup, _ members: [FileOutcome], _ bytes: KeyPath<FileOutcome, [UInt8]>, reached: KeyPath<FileOutcome, Era?>
  ) throws {
    self.group = group
    let changed = Dictionary(members.map { ($0.path, $0) }) { first, _ in first }
    files = try group.files.map { path in
      try changed[path].map { try FlowSource(path: path, bytes: $0[keyPath: bytes]) } ?? FlowSource(path: path)
    }
    facts = files.map { FlowFacts(ParsedFile(path: $0.path, text: $0.text)) }
    var common = Set(Era.allCases)
    var telling: (path: String, era: Era)?
    for (path, facts) in zip(group.files, facts) {
      let possible: Set<Era>
      // A file that stays as it is goes with any era that it can be of.
      if let outcome = changed[path], outcome.isChanged || group.target == nil, let era = outcome[keyPath: reached] {
        possible = [era]
      } else {
        // An era in the import's name needs nothing from the other files.
        guard facts.imports.contains(where: { $0.module == "Bytewax" }) else { continue }
        possible = EraDetection.detect(facts).possible
      }
      if common.isDisjoint(with: possible), let telling {
        let other = possible.max().map { "\($0.rawValue)" } ?? "several eras"
        conflict =
          "\(telling.path) would be \(telling.era.rawValue) and \(path) \(other), and both import Bytewax by its plain name in one target; migrate them together"
      }
      common.formIntersection(possible)
      if let era = possible.max(), possible.count == 1 { telling = (path, era) }
    }
    era = common.max()
    if era == nil, conflict.isEmpty { conflict = "the files of the target are of several eras; migrate them together" }
  }

  /// The files as one module of the era; modules are looked for in `folders` before they are where the package's build left them.
  func sources(_ era: Era, modulesIn folders: [String] = []) throws -> ModuleSources {
    if let target = group.target {
      return ModuleSources(
        target: target.moduleName, files: files, script: target.script(among: group.files, facts),
        languageVersion: target.languageVersion,
        moduleFolders: folders + target.moduleFolders)
    }
    return ModuleSources(script: files[0], try ScriptFacts(facts[0], of: files[0], wantedEra: era.rawValue))
  }
}
