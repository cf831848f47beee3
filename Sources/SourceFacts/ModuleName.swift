/// The name by which a package's target is imported: its own, with `_` for what cannot stand in a module's name.
package func moduleName(ofTarget name: String) -> String { String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" }) }
