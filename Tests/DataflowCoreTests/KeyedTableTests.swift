import DataflowCore
import TestSupport
import Testing

@Suite struct KeyedTableTests {
  @Test func aKeyFindsItsSlotAgain() {
    let table = KeyedTable<Int>()
    let slot = table.slot(for: "a", hash: stableHash("a"))
    table.slots[slot].state = 1
    _ = table.slot(for: "b", hash: stableHash("b"))
    #expect(table.slot(for: "a", hash: stableHash("a")) == slot)
    #expect(table.slots[slot].state == 1)
    #expect(table.count == 2)
  }

  @Test func keysOfOneHashAreKeptApart() {
    let table = KeyedTable<Int>()
    let slots = (0..<20).map { table.slot(for: "k\($0)", hash: 7) }
    #expect(Set(slots).count == 20)
    for removed in [0, 7, 19] { table.remove(slot: slots[removed]) }
    for kept in 0..<20 where ![0, 7, 19].contains(kept) { #expect(table.slot(for: "k\(kept)", hash: 7) == slots[kept]) }
    #expect(table.count == 17)
  }

  @Test func aNewKeyInAVacatedSlotBringsNothingOver() {
    let table = KeyedTable<Int>()
    let slot = table.slot(for: "a", hash: stableHash("a"))
    table.slots[slot].state = 1
    table.marks[slot].due = Instant(microseconds: 5)
    table.marks[slot].wokenIn = 3
    table.remove(slot: slot)
    let next = table.slot(for: "b", hash: stableHash("b"))
    #expect(next == slot)
    #expect(table.slots[next].state == nil)
    #expect(table.marks[next].due == .distantFuture)
    #expect(table.marks[next].scheduled == .distantFuture)
    #expect(table.marks[next].wokenIn == -1)
  }

  @Test func slotsAreSortedByTheBytesOfTheirKeys() {
    let table = KeyedTable<Int>()
    let keys = ["b", "a", "", "\u{1F600}", "\u{FFFD}", "ab", "B"]
    for key in keys {
      let slot = table.slot(for: key, hash: stableHash(key))
      table.slots[slot].state = 0
    }
    _ = table.slot(for: "stateless", hash: stableHash("stateless"))
    // By code point, as Python sorts strings; UTF-16 order would put the emoji before U+FFFD.
    #expect(table.sortedSlots().map { table.slots[$0].key } == ["", "B", "a", "ab", "b", "\u{FFFD}", "\u{1F600}"])
  }

  /// Hashes of few values make long probe chains, which removal must not break.
  @Test(arguments: [1, 3, 17, 1 << 20] as [UInt64])
  func aTableBehavesAsADictionary(_ distinctHashes: UInt64) {
    var random = SeededRandom(distinctHashes)
    for _ in 0..<30 {
      let table = KeyedTable<Int>()
      var model: [String: Int] = [:]
      let keys = (0..<Int.random(in: 1...60, using: &random)).map { "key \($0)" }
      for step in 0..<400 {
        let key = keys.randomElement(using: &random) ?? ""
        let slot = table.slot(for: key, hash: stableHash(key) % distinctHashes &* 0x9E37_79B9_7F4A_7C15)
        #expect(table.slots[slot].key == key)
        #expect(table.slots[slot].state == model[key])
        if Int.random(in: 0..<5, using: &random) < 2 {
          table.remove(slot: slot)
          model[key] = nil
        } else {
          table.slots[slot].state = step
          model[key] = step
        }
        #expect(table.count == model.count)
      }
      let found = table.sortedSlots().map { table.slots[$0] }
      #expect(found.map(\.key) == model.keys.sorted())
      #expect(found.map(\.state) == model.sorted { $0.key < $1.key }.map(\.value))
    }
  }

  @Test func statesAreReleasedWithTheirKeysAndWithTheTable() {
    let alive = Alive()
    do {
      let table = KeyedTable<Token>()
      for number in 0..<100 {
        let slot = table.slot(for: "\(number)", hash: UInt64(number) << 32)
        table.slots[slot].state = Token(alive)
      }
      #expect(alive.count == 100)
      for number in 0..<40 { table.remove(slot: table.slot(for: "\(number)", hash: UInt64(number) << 32)) }
      #expect(alive.count == 60)
    }
    #expect(alive.count == 0)
  }
}

private final class Alive { var count = 0 }
private final class Token {
  let alive: Alive
  init(_ alive: Alive) {
    self.alive = alive
    alive.count += 1
  }
  deinit { alive.count -= 1 }
}
