/// Reads shelves through a source of one's own, a partition for each shelf, that can go on from where it was.
import Bytewax

let shelves = [
  "poetry": ["Leaves of Grass", "", "The Raven"],
  "novels": ["Emma", "Dracula"],
]

struct Shelves: PartitionedInput {
  let shelves: [String: [String]]

  func listParts() -> Set<String> {
    ["novels", "poetry"]
  }

  func buildPart(forPart: String, resumeState: Int?) throws -> Shelf? {
    Shelf(books: shelves[forPart] ?? [], from: resumeState ?? 0)
  }
}

final class Shelf: StatefulSource {
  private let books: [String]
  private var position: Int

  init(books: [String], from position: Int) {
    self.books = books
    self.position = position
  }

  /// The next book, or `nil` at a gap in the shelf.
  func next() throws -> String? {
    guard position < books.count else { throw StopIteration() }
    defer { position += 1 }
    return books[position].isEmpty ? nil : books[position]
  }

  func snapshot() -> Int {
    position
  }
}

let flow = Dataflow()
flow.input("shelves", Shelves(shelves: shelves))
flow.output("out", StdOutput())
