/// Lets a value through once for each key, with keyed logic of one's own that reports at the end.
import Bytewax
import Foundation

final class Dedupe: UnaryLogic {
  private var seen: Set<String>

  init(seen: Set<String>) {
    self.seen = seen
  }

  func onItem(now: Date, _ value: String) throws -> ([String], Bool) {
    if value == "reset" {
      return (["forgot \(seen.count)"], Self.discard)
    }
    return (seen.insert(value).inserted ? [value] : [], Self.retain)
  }

  func onNotify(sched: Date) throws -> ([String], Bool) {
    ([], Self.retain)
  }

  func onEOF() throws -> ([String], Bool) {
    (["\(seen.count) in all"], Self.retain)
  }

  func notifyAt() -> Date? {
    nil
  }

  func snapshot() -> Set<String> {
    seen
  }
}

let visits = [
  ("eve", "/a"), ("eve", "/b"), ("max", "/a"), ("eve", "/a"), ("max", "reset"), ("max", "/a"), ("eve", "/c"),
]

let flow = Dataflow("unary_dedupe")
let inpStream = op.input("inp", flow, TestingSource(visits))
let dedupeStream = op.unary("dedupe", inpStream) { (now: Date, resumeState: Set<String>?) in Dedupe(seen: resumeState ?? []) }
op.output("out", dedupeStream, StdOutSink())
