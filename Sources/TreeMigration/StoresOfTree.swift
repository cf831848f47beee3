import DeploymentFiles

extension NamedStores {
  /// The recovery stores that files name which start flows. A file that cannot be read names none; it is told of when it is rewritten.
  package init(_ files: [String]) {
    self.init()
    for path in files {
      guard let bytes = try? FileText.read(path), let kind = DeploymentKind(path: path, bytes: bytes) else { continue }
      add(path: path, bytes: bytes, kind: kind)
    }
  }
}
