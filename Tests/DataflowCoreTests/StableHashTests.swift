import DataflowCore
import Testing

@Suite struct StableHashTests {
  /// A recovery store written by one release is routed by the next: these values may never change.
  ///
  /// They were computed apart from this code, from the definition of the hash.
  static let known: [(key: String, hash: UInt64, owners: [Int])] = [
    ("", 0x8223_4897_C7D0_4A2C, [1, 1, 2, 3]),
    ("a", 0xFB70_320C_2F46_E5D1, [1, 2, 3, 6]),
    ("ab", 0xC1B8_4F0F_7A0C_3994, [1, 2, 3, 5]),
    ("abc", 0xB580_807F_EA0B_D208, [1, 2, 2, 4]),
    ("abcd", 0x213C_0396_6288_2C5C, [0, 0, 0, 0]),
    ("key-0042", 0xFB14_4ABB_7A0C_B4CA, [1, 2, 3, 6]),
    ("a longer key, of more than 16 bytes", 0x93E7_098C_959E_EC5D, [1, 1, 2, 4]),
    ("日本語", 0xBF9F_3EBC_F3C8_93EA, [1, 2, 2, 5]),
  ]

  @Test(arguments: known)
  func theHashAndTheOwnerOfAKeyNeverChange(_ known: (key: String, hash: UInt64, owners: [Int])) {
    #expect(stableHash(known.key) == known.hash)
    #expect([2, 3, 4, 7].map { worker(ofHash: known.hash, among: $0) } == known.owners)
  }

  @Test func keysOfDifferentBytesDifferThoughUnicodeCallsThemEqual() {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    #expect(composed == decomposed)
    #expect(stableHash(composed) == 0x6944_C7C3_F6A1_BD54)
    #expect(stableHash(decomposed) == 0x98BA_9D04_B107_4EAB)
  }

  @Test func aSubstringsHashIsThatOfItsOwnBytes() {
    let whole = "key-0042 and more"
    #expect(stableHash(String(whole.prefix(8))) == stableHash("key-0042"))
  }

  @Test func keysSpreadEvenlyOverWorkers() {
    var counts = Array(repeating: 0, count: 4)
    for number in 0..<20_000 { counts[worker(ofHash: stableHash("user-\(number)"), among: 4)] += 1 }
    #expect(counts.allSatisfy { (4_700...5_300).contains($0) }, "\(counts)")
  }

  /// Source: bytewax 0.19.1 (`zlib.adler32` of the key's UTF-8 bytes).
  @Test(arguments: [
    ("", 1), ("a", 6_422_626), ("b", 6_488_163), ("apple", 104_268_307), ("k0", 17_301_660), ("k10", 30_802_125), ("\u{E9}", 36_766_061),
    ("Wikipedia", 300_286_872),
  ] as [(String, UInt32)])
  func adler32IsThatOfZlib(_ text: String, _ checksum: UInt32) {
    #expect(adler32(text) == checksum)
  }
}
