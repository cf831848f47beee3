import Bytewax019

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

// A flow over files and over a counting source of its own, for tests that kill it:
//
//     RecoveryProbe DIRECTORY WORKERS
//
// reads DIRECTORY/in/*, keeps a running sum a key, and writes DIRECTORY/out/*, and the same lines to a sink that cannot go back,
// DIRECTORY/log/*; the store is DIRECTORY/store.

/// Counts to a limit; rewinds to any number.
struct Countdown: FixedPartitionedSource {
  let limit: Int

  final class Partition: StatefulSourcePartition {
    private let name: String
    private var next: Int
    private let limit: Int

    init(_ name: String, _ next: Int, _ limit: Int) {
      self.name = name
      self.next = next
      self.limit = limit
    }

    func nextBatch() throws -> [(String, Int)] {
      if next >= limit { throw StopIteration() }
      defer { next += 1 }
      return [("\(name)\(next % 7)", next)]
    }

    func snapshot() -> Int { next }
  }

  func listParts() -> [String] { ["a", "b"] }
  func buildPart(stepID: String, forPart: String, resumeState: Int?) -> Partition { Partition(forPart, resumeState ?? 0, limit) }
}

/// Appends lines to a file of its worker.
struct Log: DynamicSink {
  let directory: String

  final class Partition: StatelessSinkPartition {
    private let file: Int32
    init(_ path: String) { file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o666) }

    func writeBatch(_ items: [(String, String)]) {
      let text = items.map { "\($0.1)\n" }.joined()
      _ = text.withCString { write(file, $0, strlen($0)) }
    }

    func close() { _ = systemClose(file) }
  }

  func build(stepID: String, workerIndex: Int, workerCount: Int) -> Partition { Partition("\(directory)/\(workerIndex)") }
}

private let systemClose = close

let directory = CommandLine.arguments[1]
let workers = Int(CommandLine.arguments[2]) ?? 1

let flow = Dataflow("probe")
let lines = op.input("lines", flow, DirSource("\(directory)/in", batchSize: 3))
let pairs = op.map("pair", lines) { line in
  let fields = line.split(separator: " ")
  return (String(fields[0]), Int(fields[1]) ?? 0)
}
let counted = op.input("counted", flow, Countdown(limit: 400))
let sums = op.statefulMap("sum", op.merge("both", pairs, counted)) { (sum: Int?, value: Int) in
  let next = (sum ?? 0) &+ value
  // A key is forgotten now and then, so that tombstones count too.
  return (next % 11 == 0 ? nil : next, next)
}
// What a key's line says does not depend on when other keys' came.
let texts = op.map("text", sums) { key, sum in (key, "\(key) \(sum)") }
op.output("log", texts, Log(directory: "\(directory)/log"))
op.output("out", texts, DirSink("\(directory)/out", fileCount: 3))

do {
  try clusterMain(
    flow, [], 0, epochInterval: .zero, recoveryConfig: RecoveryConfig("\(directory)/store"), workerCountPerProc: workers)
} catch {
  print("\(error)")
  exit(1)
}
