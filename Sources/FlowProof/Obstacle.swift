/// The reason why the two sides of a flow cannot be compared.
struct Obstacle: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
