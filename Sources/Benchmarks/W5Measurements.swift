import Bytewax019

/// W5: least, mean and greatest temperature a station, from ten million rows of a file.
enum W5 {
  struct Stats: Codable, Sendable {
    var least = Int.max
    var greatest = Int.min
    var sum = 0
    var count = 0

    @inline(__always)
    func including(_ tenths: Int) -> Stats {
      Stats(least: min(least, tenths), greatest: max(greatest, tenths), sum: sum &+ tenths, count: count &+ 1)
    }

    var checksum: Int { least &+ greatest &* 3 &+ sum / count }
  }

  static func workloads() -> [Workload] {
    [Workload(id: "W5/rows", budget: 0.30, engine: { try throughEngine() }, baseline: byHand)]
  }

  /// A row's station and its temperature in tenths of a degree.
  static let parse: @Sendable (String) throws -> (String, Int) = { row in
    row.utf8.withContiguousStorageIfAvailable { bytes in
      var split = bytes.count - 1
      while bytes[split] != 0x3B { split -= 1 }
      var tenths = 0
      var negative = false
      for position in (split + 1)..<bytes.count {
        switch bytes[position] {
        case 0x2D: negative = true
        case 0x2E: continue
        default: tenths = tenths &* 10 &+ Int(bytes[position] &- 48)
        }
      }
      let station = String(decoding: UnsafeBufferPointer(rebasing: bytes[..<split]), as: UTF8.self)
      return (station, negative ? -tenths : tenths)
    } ?? ("", 0)
  }

  static func throughEngine(inHalves: Bool = false, workers: Int = 1) throws -> Int {
    let sink = SummingSink<(String, Stats)> { $0.1.checksum }
    let flow = Dataflow("w5")
    let rows = inHalves
      ? op.input("rows", flow, DirSource(try Text.measurementHalves()))
      : op.input("rows", flow, FileSource(try Text.measurements()))
    let readings = op.map("parse", rows, parse)
    let stats = op.foldFinal("stats", readings, builder: { Stats() }) { stats, tenths in stats.including(tenths) }
    op.output("sum", stats, sink)
    try run(flow, workers: workers)
    return sink.sum.value
  }

  @inline(never)
  static func byHand() throws -> Int {
    var stations: [String: Stats] = [:]
    try Text.forEachLine(of: Text.measurements()) { line in
      let (station, tenths) = try parse(String(decoding: line, as: UTF8.self))
      stations[station, default: Stats()] = stations[station, default: Stats()].including(tenths)
    }
    return stations.values.reduce(0) { $0 &+ $1.checksum }
  }
}
