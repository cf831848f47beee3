/// Balances accounts from a source to a sink of one's own, both of which can go back to where a snapshot was taken.
import Bytewax

struct PowerFailure: Error {}

struct Vouchers: PartitionedInput {
  let vouchers: [String: [Int]]

  func listParts() -> [String] {
    Set(vouchers.keys).sorted()
  }

  func buildPart(forPart: String, resumeState: Int?) throws -> Voucher {
    Voucher(account: forPart, amounts: vouchers[forPart] ?? [], from: resumeState ?? 0)
  }
}

final class Voucher: StatefulSource {
  private let account: String
  private let amounts: [Int]
  private var position: Int

  init(account: String, amounts: [Int], from position: Int) {
    self.account = account
    self.amounts = amounts
    self.position = position
  }

  func nextBatch() throws -> [(String, Int)] {
    guard let item = try next() else { return [] }
    return [item]
  }

  func next() throws -> (String, Int)? {
    guard position < amounts.count else { throw StopIteration() }
    defer { position += 1 }
    return (account, amounts[position])
  }

  func snapshot() -> Int {
    position
  }
}

/// Keeps one page for accounts up to m and one for the others; a page is torn off behind the last line that a snapshot knows.
struct Ledger: PartitionedOutput {
  func listParts() -> [String] {
    ["a-m", "n-z"]
  }

  func partFn(_ itemKey: String) -> Int {
    let name = assignPart(itemKey)
    guard let index = listParts().sorted().firstIndex(of: name) else {
      preconditionFailure("assignPart gave '\(name)', which listParts does not name")
    }
    return index
  }

  func assignPart(_ itemKey: String) -> String {
    itemKey < "n" ? "a-m" : "n-z"
  }

  func buildPart(forPart: String, resumeState: Int?) throws -> Page {
    try Page(path: "out/\(forPart).txt", lines: resumeState ?? 0)
  }
}

final class Page: StatefulSink {
  private let path: String
  private var lines: [String]

  init(path: String, lines count: Int) throws {
    self.path = path
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    lines = text.split(separator: "\n").prefix(count).map(String.init)
    try save()
  }

  func writeBatch(_ values: [String]) throws {
    for value in values { try write(value) }
  }

  func write(_ value: String) throws {
    lines.append(value)
    try save()
  }

  func snapshot() -> Int {
    lines.count
  }

  private func save() throws {
    try lines.map { "\($0)\n" }.joined().write(toFile: path, atomically: true, encoding: .utf8)
  }
}

func book(_ balance: Int, _ amount: Int) throws -> (Int?, String) {
  if ProcessInfo.processInfo.environment["CRASH_AT"] == "\(amount)" { throw PowerFailure() }
  return (balance + amount, "\(amount) makes \(balance + amount)")
}

let vouchers = [
  "anna": [10, 20, -5, 40, 7, 13],
  "zeno": [1, 2, 4, 8, 16, 32, 64],
]

let flow = Dataflow()
flow.input("vouchers", Vouchers(vouchers: vouchers))
flow.statefulMap("balance", builder: { 0 }, book)
flow.map { (account: String, line: String) in (account, "\(account): \(line)") }
flow.output("ledger", Ledger())
