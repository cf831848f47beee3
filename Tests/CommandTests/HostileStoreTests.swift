import Foundation
import ShownText
import Testing

/// A store whose ids, keys and states are made to act on the terminal of whoever looks at it.
@Suite struct HostileStoreTests {
  private static let hostile = #"x\u{1B}[31m\nerror: all is lost\r\u{202E}\u{2028}\u{7F}\u{9B}"#

  /// A flow that keeps a state under a step.
  private static func flow(step: String, type: String, state: String) -> String {
    """
    import Bytewax

    let flow = Dataflow("f")
    let inp = op.input("inp", flow, TestingSource([("\(hostile)", 1)]))
    let kept = op.statefulMap("\(step)", inp) { (state: \(type)?, n: Int) in (\(state), n) }
    op.output("out", kept, StdOutSink())

    """
  }

  @Test func nothingThatAStoreSaysActsOnATerminal() throws {
    let place = try Workplace([
      "hostile.swift": Self.flow(step: Self.hostile, type: "String", state: "\"\(Self.hostile)\""),
      "other.swift": Self.flow(step: "other", type: "Int", state: "1"),
      "unreadable.swift": Self.flow(step: Self.hostile, type: "Int", state: "1"),
    ])
    let made = try place.shell("waxwing recovery init store 1 && waxwing run hostile.swift -r store -s 0 -b 0")
    #expect(made.status == 0, "\(made.errors)")
    try place.write("step", "x\u{1B}[31m\nerror: all is lost\r\u{202E}\u{2028}\u{7F}\u{9B}")
    var warned = false
    for line in [
      "recovery inspect store", #"recovery inspect store --step "f.$(cat step).stateful_flat_map.unary""#,
      #"recovery inspect store --key "$(cat step)""#,
      "recovery check store", "recovery check store --flow other.swift", "recovery check store --flow unreadable.swift",
      "recovery import store one --partitions 1",
      #"recovery import store two --partitions 1 --map "f.$(cat step).stateful_flat_map.unary=f.inp""#,
      "recovery import store two --partitions 1 --files f.inp",
      #"recovery import store two --partitions 1 --map "$(cat step)=$(cat step)""#,
      "recovery inspect one --format json", "recovery inspect \"$(cat step)\"", "run unreadable.swift -r store -s 0 -b 0",
      "run other.swift -r store -s 0 -b 0",
      "report other.swift --store store",
    ] {
      let ended = try place.shell("waxwing \(line)")
      let said = ended.errors + (line.hasPrefix("run") ? "" : ended.output)
      #expect(!said.isEmpty, "\(line)")
      #expect(said.unicodeScalars.allSatisfy { $0 == "\n" || !String.isHidden($0) }, "\(line): \(said)")
      #expect(!said.split(separator: "\n").contains { $0.hasPrefix("error: all is lost") }, "\(line): \(said)")
      warned = warned || said.contains("warning: recovery store 'store' has rows of step 'f.x\\u{1B}[31m\\nerror: all is lost")
    }
    #expect(warned)
  }
}
