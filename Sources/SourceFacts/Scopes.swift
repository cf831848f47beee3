import SwiftSyntax

/// What a name means at one place of the walk.
enum Binding {
  case dataflow(Int)
  case stream
  case function(Int)
  case other
}

/// The names in force during the walk, innermost scope last.
struct Scopes {
  enum Kind { case file, type, code }
  private var stack: [(kind: Kind, names: [String: Binding])] = []

  mutating func enter(_ kind: Kind) { stack.append((kind, [:])) }
  mutating func leave() { _ = stack.popLast() }

  mutating func declare(_ name: String, _ binding: Binding) {
    guard !stack.isEmpty else { return }
    stack[stack.count - 1].names[name] = binding
  }

  func isDeclared(_ name: String) -> Bool { self[name] != nil }

  /// What `name` means here, or nil when the file does not declare it.
  subscript(name: String) -> Binding? {
    for scope in stack.reversed() { if let binding = scope.names[name] { return binding } }
    return nil
  }

  /// What `self.name` means here.
  func member(_ name: String) -> Binding? {
    stack.last { $0.kind == .type }?.names[name]
  }
}
