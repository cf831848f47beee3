/// Counts the words of a text, in the words of the migration guide.
import Bytewax
import Foundation

/// Makes the count blind to capitals.
func lower(_ line: String) -> String {
  line.lowercased()
}

/// Cuts a line at blanks, digits and `! , . ? " : ;`.
func tokenize(_ line: String) -> [String] {
  line.split { $0.isWhitespace || "!,.?\":;0123456789".contains($0) }.map(String.init)
}

func initialCount(_ word: String) -> (String, Int) {
  (word, 1)
}

func add(_ count1: Int, _ count2: Int) -> Int {
  count1 + count2
}

let clockConfig = SystemClockConfig()
// A century long, so that no run straddles two windows.
let windowConfig = TumblingWindow(length: .seconds(3_155_760_000), alignTo: Date(timeIntervalSince1970: 946_684_800))

let flow = Dataflow()
flow.input("inp", FileInput("Fixtures/Data/wordcount.txt"))
flow.map(lower)
flow.flatMap(tokenize)
flow.map(initialCount)
flow.reduceWindow("sum", clockConfig, windowConfig, add)
flow.output("out", StdOutput())
