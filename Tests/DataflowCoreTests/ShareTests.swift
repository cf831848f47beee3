import Testing

@testable import DataflowCore

@Suite struct ShareTests {
  @Test func sortingGivesEachWorkerThePlacesOfItsItemsInOrder() {
    let sorter = Sorter(.inTurn, among: 3)
    sorter.sort([7, 3, 1, 6, 4]) { UInt64($0) }
    #expect(rows(of: sorter) == [["1:3", "3:6"], ["0:7", "2:1", "4:4"], []])
  }

  @Test func aSorterForgetsTheBatchBeforeHoweverLargeTheNextOneIs() {
    let sorter = Sorter(.inTurn, among: 2)
    for size in [2, 100, 3] {
      sorter.sort(Array(0..<size)) { UInt64($0) }
      #expect(rows(of: sorter) == [0, 1].map { worker in (0..<size).filter { $0 % 2 == worker }.map { "\($0):\($0)" } })
    }
  }

  @Test func hashesBelongToTheWorkerThatOwnsTheirPartOfTheRange() {
    let sorter = Sorter(.inParts, among: 4)
    let keys = (0..<1000).map { "user-\($0)" }
    sorter.sort(keys) { stableHash($0) }
    for index in 0..<4 {
      let own = sorter.row(of: index).map { keys[Int($0.position)] }
      #expect(own == keys.filter { worker(ofHash: stableHash($0), among: 4) == index })
    }
  }

  @Test func sharesOfSeveralBatchesComeTogetherWithTheirTags() {
    let sorter = Sorter(.inTurn, among: 2)
    var waiting = Share<String>([], at: [])
    for batch in [["a0", "b1", "c3"], ["d2", "e5"]] {
      sorter.sort(batch) { UInt64($0.suffix(1)) ?? 0 }
      waiting.append(batch, at: sorter.row(of: 1))
    }
    #expect(waiting.count == 3)
    #expect(waiting.alone == ["b1", "c3", "e5"])
    #expect(waiting.places?.map { "\(waiting.items[Int($0.position)]):\($0.tag)" } == ["b1:1", "c3:3", "e5:5"])
  }

  @Test func aShareAloneHoldsNothingOfTheOthers() {
    let share = Share(["a", "b", "c"], at: [Place(position: 0, tag: 0), Place(position: 2, tag: 0)])
    #expect(share.alone == ["a", "c"])
    #expect(Share(["a", "b"]).alone == ["a", "b"])
  }

  /// Each worker's row, as position and tag.
  private func rows(of sorter: Sorter) -> [[String]] {
    (0..<sorter.workers).map { sorter.row(of: $0).map { "\($0.position):\($0.tag)" } }
  }
}
