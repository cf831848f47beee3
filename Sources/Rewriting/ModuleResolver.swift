import SourceFacts

/// Asks about each file together with the others of its module, and not with those of a package's other targets.
struct ModuleResolver: NameResolver {
  private let base: any NameResolver
  private var resolvers: [String: any NameResolver] = [:]

  /// `modules` are the names of the files' modules; none when all are of one.
  init(_ base: any NameResolver, about files: [(path: String, bytes: [UInt8])], modules: [String]) {
    self.base = base
    for group in Dictionary(grouping: files.indices, by: { modules.isEmpty ? "" : modules[$0] }).values {
      let resolver = base.about(group.map { files[$0] })
      for index in group { resolvers[files[index].path] = resolver }
    }
  }

  func resolve(_ file: ParsedFile, era: Era) -> NameResolution { (resolvers[file.path] ?? base).resolve(file, era: era) }
}
