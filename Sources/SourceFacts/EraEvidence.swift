/// One line of a file that only some eras can have written.
package struct EraEvidence: Sendable, Equatable {
  package let place: Place
  package let eras: Set<Era>
  /// What is there and which eras have it, in words.
  package let reason: String

  package init(_ place: Place, _ eras: Set<Era>, _ reason: String) {
    self.place = place
    self.eras = eras
    self.reason = reason
  }
}
