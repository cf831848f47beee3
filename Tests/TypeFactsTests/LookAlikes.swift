/// A program in which a few real steps of a flow stand among many things that only look like steps.
struct LookAlikes {
  /// The program's lines.
  let lines: [String]
  /// The numbers of the lines that are real, counted from 0.
  let real: Set<Int>

  var text: String { lines.joined(separator: "\n") + "\n" }

  /// - Parameter count: how many look-alikes there are; each real step stands behind ten of them.
  init(count: Int, kinds: [String] = Self.kinds) {
    var lines = ["import Bytewax", "struct Other { let number: Int }", "protocol Mapping { func map(_ f: (Int) -> Int) -> Int }"]
    var real: Set<Int> = []
    func addReal(_ line: String) {
      real.insert(lines.count)
      lines.append(line)
    }
    addReal("let flow = Dataflow()")
    addReal("flow.input(\"inp\", FileInput(\"numbers.txt\"))")
    addReal("flow.map { (line: String) in line.count }")
    for number in 0..<count {
      lines.append(kinds[number % kinds.count].replacing("#", with: "\(number)"))
      if number % 10 == 9 { addReal("flow.map { (number: Int) in number + \(number) }") }
    }
    addReal("flow.output(\"out\", StdOutput())")
    (self.lines, self.real) = (lines, real)
  }

  /// One line each; `#` stands for a number, so that no two lines declare the same.
  static let kinds = [
    "_ = [#].map { $0 + 1 }.filter { $0 > 1 }",
    "struct Own# { func map(_ f: (Int) -> Int) -> Int { f(#) }; func output(_ id: String, _ x: Int) {} }; _ = Own#().map { $0 }",
    "do { let flow = [#]; _ = flow.map { $0 }.filter { $0 > 1 } }",
    "func shadowed#(flow: [Int]) -> [Int] { flow.map { $0 }.flatMap { [$0] } }",
    "let text# = \"flow.map { $0 } and FileInput and Dataflow()\"",
    "// flow.map { $0 }; FileInput(\"a\"); let flow = Dataflow()",
    "_ = Optional(#).map { $0 }",
    "_ = [\"a\": #].filter { $0.value > 1 }",
    "final class Box# { var flow = [#]; func go() -> [Int] { self.flow.map { $0 } + flow.filter { $0 > 1 } } }",
    "enum Space# { static func output(_ id: String, _ x: Int) {}; static func runMain(_ x: Int) {} }; Space#.output(\"x\", #); Space#.runMain(#)",
    "enum Holder# { struct FileInput { init(_ path: String) {} }; struct StatefulSource {} }; _ = Holder#.FileInput(\"a\"); _ = Holder#.StatefulSource()",
    "let closure# = { (flow: [Int]) in flow.map { $0 } }",
    "func generic#<Items: Sequence>(_ flow: Items) -> [Items.Element] { flow.map { $0 } }",
    "func existential#(_ flow: any Mapping) -> Int { flow.map { $0 } }",
    "struct Pipe# { var n: [Int] = []; mutating func map(_ f: (Int) -> Int) { n.append(f(#)) } }; func local#() { var flow = Pipe#(); flow.map { $0 } }",
    "func inner#() { func batch(_ id: String) {}; batch(\"b\"); func runMain(_ flow: Int) {}; runMain(#) }",
    "let pollNext# = #; func use#(pollNext: (Int) -> Int) -> Int { pollNext(#) }",
    "_ = [#].lazy.map { $0 }.filter { $0 > 0 }",
    "if let flow = [#].first.map({ [$0] }) { _ = flow.map { $0 } }",
    "for flow in [[#]] { _ = flow.map { $0 } }",
    "switch [#] { case let flow: _ = flow.filter { $0 > 0 } }",
    "let input# = [#]; _ = input#.reduce(0) { $0 + $1 }",
  ]
}
