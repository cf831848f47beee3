/// The modules that a Swift text imports, as far as its lines say; one too many costs a little, nothing else.
package func importedModules(in text: String) -> Set<String> {
  let kinds: Set<Substring> = ["class", "enum", "func", "let", "protocol", "struct", "typealias", "var"]
  var modules: Set<String> = []
  for line in text.split(whereSeparator: \.isNewline) {
    let words = line.split { $0 == " " || $0 == "\t" || $0 == ";" }
    guard let mark = words.firstIndex(of: "import"), !words[..<mark].contains(where: { $0.hasPrefix("//") }) else { continue }
    let name = words[(mark + 1)...].first { !kinds.contains($0) }
    if let module = name?.split(separator: ".").first { modules.insert(String(module)) }
  }
  return modules
}
