import TestSupport
import Testing

@testable import Rewriting

@Suite("Step names")
struct StepNameTests {
  @Test(arguments: [
    ("initialCount", "initial_count"), ("lower", "lower"), ("parseHTTPLine", "parse_http_line"), ("word-count", "word_count"),
    ("A", "a"), ("toUTF8", "to_utf8"),
  ])
  func namesBecomeSnakeCase(_ name: String, _ id: String) { #expect(StepName.snakeCase(name) == id) }

  @Test func aSecondStepOfANameGetsANumber() {
    var names = StepName(avoiding: [])
    #expect([names.id("lower"), names.id("lower"), names.id("lower")] == ["lower", "lower_2", "lower_3"])
  }

  @Test func aStreamAvoidsTheNamesOfTheFileAndKeywords() {
    var names = StepName(avoiding: ["lower"])
    #expect(names.variable("lower") == "lowerStream")
    #expect(names.variable("in") == "inStream")
    #expect(names.variable("word_count") == "wordCount")
    #expect(names.variable("word_count") == "wordCount2")
  }

  @Test func anIdDoesNotChangeWhenOtherLinesDo() throws {
    let tail = "flow.map { (word: String) in word + \"!\" }\nflow.output(\"out\", StdOutput())\n"
    let head = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([\"a\"]))\n"
    let plain = try rewrite(head + tail).text
    let longer = try rewrite(head + "flow.filter(isSaid)\nflow.inspect { print($0) }\n" + tail).text
    #expect(plain.contains("op.map(\"map_word\", "))
    #expect(longer.contains("op.map(\"map_word\", "))
  }
}
