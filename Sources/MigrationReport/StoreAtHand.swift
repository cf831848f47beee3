/// What is known of the recovery store that a flow has written.
package struct StoreAtHand: Sendable, Equatable {
  /// As flags name it: several folders with semicolons between them when it is spread.
  package let directory: String
  /// A folder for the store that takes its place.
  package let successor: String
  /// What is in it; nil for a store that is named, but not here.
  package let contents: Contents?

  /// What a look into a store shows.
  package struct Contents: Sendable, Equatable {
    package let partitions: Int
    /// The ids of the steps that have rows.
    package let steps: Set<String>

    package init(partitions: Int, steps: Set<String>) { (self.partitions, self.steps) = (partitions, steps) }
  }

  /// The folder in which the flow is started, from which these names lead to the store; empty for the present one, nil where that does not
  /// show.
  package let folder: String?
  /// The same for all names of one store.
  package let place: String

  package init(directory: String, successor: String, contents: Contents?, folder: String? = nil, place: String? = nil) {
    (self.directory, self.successor, self.contents, self.folder) = (directory, successor, contents, folder)
    self.place = place ?? directory
  }
}
