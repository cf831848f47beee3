/// Reads shelves through a source of one's own, a partition for each shelf, that can go on from where it was.
import Bytewax

let shelves = [
  "poetry": ["Leaves of Grass", "", "The Raven"],
  "novels": ["Emma", "Dracula"],
]

struct Shelves: FixedPartitionedSource {
  let shelves: [String: [String]]

  func listParts() -> [String] {
    ["novels", "poetry"]
  }

  func buildPart(now: Date, forPart: String, resumeState: Int?) throws -> Shelf {
    Shelf(books: shelves[forPart] ?? [], from: resumeState ?? 0)
  }
}

final class Shelf: StatefulSourcePartition {
  private let books: [String]
  private var position: Int

  init(books: [String], from position: Int) {
    self.books = books
    self.position = position
  }

  func nextBatch(sched: Date?) throws -> [String] {
    guard let item = try next() else { return [] }
    return [item]
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

let flow = Dataflow("custom_partitioned_source")
let shelvesStream = op.input("shelves", flow, Shelves(shelves: shelves))
op.output("out", shelvesStream, StdOutSink())
