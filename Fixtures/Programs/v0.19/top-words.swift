/// Counts the words of a longer text and keeps those that occur eight times or more.
import Bytewax
import Foundation

func tokenize(_ line: String) -> [String] {
  line.lowercased().split { $0.isWhitespace || "!,.?\":;0123456789".contains($0) }.map(String.init)
}

func isFrequent(_ entry: (String, Int)) -> Bool {
  entry.1 >= 8
}

func line(_ entry: (String, Int)) -> String {
  "\(entry.1) × \(entry.0)"
}

let clockConfig = SystemClockConfig()
// A century long, so that no run straddles two windows.
let windowConfig = TumblingWindow(length: .seconds(3_155_760_000), alignTo: Date(timeIntervalSince1970: 946_684_800))

let flow = Dataflow("top_words")
let text = op.input("text", flow, FileSource("Fixtures/Data/raven.txt"))
let tokenizeStream = op.flatMap("tokenize", text, tokenize)
let mapWord = op.map("map_word", tokenizeStream) { (word: String) in (word, 1) }
let countWindows = wop.reduceWindow("count", mapWord, clockConfig, windowConfig) { (left: Int, right: Int) in left + right }
let count = op.mapValue("count_unwrap", countWindows) { _, value in value }
let isFrequentStream = op.filter("is_frequent", count, isFrequent)
let lineStream = op.map("line", isFrequentStream, line)
op.output("out", lineStream, StdOutSink())
