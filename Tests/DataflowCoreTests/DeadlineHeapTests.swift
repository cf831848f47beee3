import DataflowCore
import TestSupport
import Testing

@Suite struct DeadlineHeapTests {
  @Test func anEmptyHeapHasNothingDue() {
    var heap = DeadlineHeap()
    #expect(heap.first == nil)
    let popped = heap.popFirst()
    #expect(popped == nil)
  }

  @Test func entriesComeOutEarliestFirst() {
    var random = SeededRandom(5)
    for size in [1, 2, 3, 10, 200] {
      var heap = DeadlineHeap()
      var expected: [Int64] = []
      for slot in 0..<size {
        let due = Int64.random(in: 0..<50, using: &random)
        heap.insert(Instant(microseconds: due), slot: slot)
        expected.append(due)
        // Taking some out in between must not disturb the rest.
        if slot % 7 == 6, let first = heap.popFirst(), let position = expected.firstIndex(of: first.due.microseconds) {
          #expect(expected[position] == expected.min())
          expected.remove(at: position)
        }
      }
      var popped: [Int64] = []
      while let entry = heap.popFirst() { popped.append(entry.due.microseconds) }
      #expect(popped == expected.sorted())
    }
  }

  @Test func everySlotInsertedComesOutOnce() {
    var heap = DeadlineHeap()
    for slot in 0..<100 { heap.insert(Instant(microseconds: Int64(slot * 37 % 11)), slot: slot) }
    var slots: [Int] = []
    while let entry = heap.popFirst() { slots.append(entry.slot) }
    #expect(slots.sorted() == Array(0..<100))
  }
}
