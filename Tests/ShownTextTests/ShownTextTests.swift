import Testing

@testable import ShownText

@Suite struct ShownTextTests {
  @Test func whatCanBeSeenStaysAsItIs() {
    for text in ["", "a b", "Ünï ☃ 日本 👩‍👩‍👧 می‌خواهم", "a\tb\nc\r\n"] { #expect(text.shownLines == text) }
    #expect("Sources/a.swift".shown == "Sources/a.swift")
  }

  @Test("what acts on a terminal or hides is written as an escape", arguments: [
    ("a\u{1B}[31mb", #"a\u{1B}[31mb"#), ("a\u{7}\u{8}", #"a\u{7}\u{8}"#), ("\u{9B}2J", #"\u{9B}2J"#), ("a\u{202E}b", #"a\u{202E}b"#), ("\u{2066}", #"\u{2066}"#),
    ("a\u{200F}", #"a\u{200F}"#), ("a\u{2028}b", #"a\u{2028}b"#), ("\u{FEFF}", #"\u{FEFF}"#), ("\u{7F}", #"\u{7F}"#), ("a\rb", #"a\rb"#), ("\u{E0041}", #"\u{E0041}"#),
  ])
  func escapes(_ text: String, _ shown: String) {
    #expect(text.shownLines == shown)
    #expect(text.shown == shown)
  }

  @Test func aNameIsOneLine() {
    #expect("a\nb\tc\r\nd".shown == #"a\nb\tc\r\nd"#)
  }

  @Test func jsonKeepsItsValue() {
    #expect("\"a\u{202E}\u{7F}\u{E0041}é\"".shownJSON == #""a\u202e\u007f\udb40\udc41é""#)
  }

  @Test func hiddenCharactersAreFoundByLine() {
    #expect("a\nb\u{202E}\n\u{1B}".hidden.map(\.line) == [2, 3])
    #expect("plain\r\n".hidden.isEmpty)
  }

  @Test func noScalarThatIsHiddenIsEverLeft() {
    for value in 0...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = "a\(String(scalar))".shown
      if shown.unicodeScalars.contains(where: String.isHidden) { Issue.record("U+\(String(value, radix: 16))") }
    }
  }
}
