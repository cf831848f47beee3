import DataflowCore
import Testing

@testable import Connectors

@Suite struct StdOutSinkTests {
  func printed<Item: Sendable>(_ items: [Item]) throws -> [String] {
    var writes: [String] = []
    let part = StdOutPartition<Item> { writes.append(String(decoding: $0, as: UTF8.self)) }
    try part.writeBatch(items)
    return writes
  }

  struct Described: CustomStringConvertible, Sendable { let description = "described" }

  @Test func aBatchIsOneWriteWithALineForEachItem() throws {
    #expect(try printed(["a", "", "é"]) == ["a\n\né\n"])
    #expect(try printed([1, 2]) == ["1\n2\n"])
    #expect(try printed([Int]()) == [])
  }

  @Test func itemsLookAsPrintShowsThem() throws {
    #expect(try printed([("a", 1)]) == ["(\"a\", 1)\n"])
    #expect(try printed([Described()]) == ["described\n"])
    #expect(try printed([1.0, 0.1]) == ["1.0\n0.1\n"])
    #expect(try printed([["k": [1]]]) == ["[\"k\": [1]]\n"])
  }

  @Test func aBatchDoesNotRepeatTheOneBefore() throws {
    var text = ""
    let part = StdOutPartition<String> { text += String(decoding: $0, as: UTF8.self) }
    try part.writeBatch(["a"])
    try part.writeBatch(["b"])
    #expect(text == "a\nb\n")
  }
}
