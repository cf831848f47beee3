import DataflowCore
import Foundation
import TestSupport
import Testing

/// Writes a state and reads it back.
private func roundTrip<State: Equatable>(_ state: State, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let codec = try #require(StateCodec<State>(), sourceLocation: sourceLocation)
  let text = try codec.encode(state)
  #expect(try codec.decode(text) == state, "\(String(decoding: text, as: UTF8.self))", sourceLocation: sourceLocation)
  // The store's column holds text, so whatever is written must be JSON to everybody else as well.
  #expect(throws: Never.self, sourceLocation: sourceLocation) {
    try JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
  }
}

private enum Phase: Codable, Hashable { case idle, running(since: Date, by: String?), failed(Int, [Double]) }
private enum Color: String, Codable, CodingKeyRepresentable { case red, green }

private struct Everything: Codable, Equatable {
  var text = "quotes \" and \\ and \u{1}\n\t\0 and ü🦜"
  var numbers: [Double] = [0, -0.0, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, 0.1, 1 / 3]
  var small: Float = 0.1
  var large = UInt64.max
  var tiny = Int8.min
  var flags = [true, false]
  var date = Date(timeIntervalSinceReferenceDate: 123_456_789.123456789)
  var data = Data([0, 255, 7])
  var url = URL(string: "https://example.org/a?b=c")
  var byNumber: [Int: String] = [3: "c", -1: "a"]
  var byColor: [Color: Int] = [.red: 1]
  var byPhase: [Phase: Int] = [.idle: 1, .failed(2, [3]): 4]
  var absent: Int?
  var present: Int? = 4
  var nested: Int??
  var nestedNil: Int?? = .some(nil)
  var inArray: [Int??] = [1, nil, .some(nil)]
  var phases: [Phase] = [.idle, .running(since: .init(timeIntervalSince1970: 0.1), by: nil), .failed(3, [])]
  var decimal = Decimal(string: "3.14159265358979323846")
  var range = 3..<9
  var set: Set<String> = ["a", "b"]
  var uuid = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))
}

private class Animal: Codable {
  var name: String
  init(_ name: String) { self.name = name }
}

private final class Bird: Animal, Equatable {
  var songs: [String]
  init(_ name: String, _ songs: [String]) {
    self.songs = songs
    super.init(name)
  }
  enum CodingKeys: CodingKey { case songs, last }
  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    songs = try container.decode([String].self, forKey: .songs)
    #expect(try container.decode(Int.self, forKey: .last) == 7)
    try super.init(from: container.superDecoder())
  }
  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    // Asked for before, filled after what follows it.
    let forSuper = container.superEncoder()
    var list = container.nestedUnkeyedContainer(forKey: .songs)
    try container.encode(7, forKey: .last)
    for song in songs { try list.encode(song) }
    try super.encode(to: forSuper)
  }
  static func == (a: Bird, b: Bird) -> Bool { a.name == b.name && a.songs == b.songs }
}

private struct Empty: Codable, Equatable {}

struct StateCodecTests {
  @Test func everythingCodableIsReadBack() throws {
    try roundTrip(Everything())
    try roundTrip(Bird("wren", ["one", "two"]))
    try roundTrip(Empty())
    try roundTrip([Empty?.none, Empty()])
  }

  @Test func plainValuesAreReadBack() throws {
    try roundTrip(Int.min)
    try roundTrip("")
    try roundTrip(-2.5)
    try roundTrip(true)
    try roundTrip(Date(timeIntervalSince1970: 1_700_000_000.123456))
    try roundTrip([[1], [], [2, 3]])
    try roundTrip(["a": [1.5]])
    try roundTrip(UInt64.max)
  }

  @Test func optionalsInOptionalsAreToldApart() throws {
    for value in [Int???.none, .some(.none), .some(.some(.none)), .some(.some(.some(3)))] { try roundTrip(value) }
    try roundTrip([Int?]?.some([nil]))
    try roundTrip([[Int?]??.some(.none), .some([nil, 1]), .none])
  }

  @Test func whatIsNoNumberIsReadBack() throws {
    let codec = try #require(StateCodec<[Double]>())
    #expect(try codec.decode(codec.encode([.nan]))[0].isNaN)
    try roundTrip([Float.infinity, -.infinity])
  }

  @Test func aPlainStateReadsPlainly() throws {
    #expect(String(decoding: try #require(StateCodec<Int>()).encode(3), as: UTF8.self) == "3")
    #expect(String(decoding: try #require(StateCodec<[String: Int]>()).encode(["a": 1]), as: UTF8.self) == #"{"a":1}"#)
  }

  @Test func aTypeThatIsNotCodableHasNoCodec() {
    struct Plain {}
    #expect(StateCodec<Plain>() == nil)
  }

  @Test("damaged text is an error and never a crash", arguments: 0..<300)
  func damage(seed: Int) throws {
    let codec = try #require(StateCodec<Everything>())
    var random = SeededRandom(seed)
    var text = try codec.encode(Everything())
    for _ in 0...Int.random(in: 0...3, using: &random) {
      text[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    if Bool.random(using: &random) { text.removeLast(Int.random(in: 0..<text.count, using: &random)) }
    do { _ = try codec.decode(text) } catch { #expect(error is StateNotReadable) }
  }
}
