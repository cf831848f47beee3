/// Says which new lines each old line of a change has become.
///
/// Lines keep their order; where the runs have different lengths, each new line goes to the old line with which it shares most words.
struct LinePairing {
  /// Beyond this many pairs nobody reads the result, and making it takes long.
  static let limit = 1_000_000

  private let change: LineChange
  /// The new lines of each old line; nil when there are too many to say.
  private let lines: [Int: [Int]]?

  init(_ change: LineChange, _ before: [ArraySlice<UInt8>], _ after: [ArraySlice<UInt8>]) {
    self.change = change
    let origins: [Int]?
    if change.old.count == change.new.count {
      origins = Array(change.old)
    } else if change.old.isEmpty || change.old.count * change.new.count > Self.limit {
      origins = nil
    } else {
      origins = Self.align(before[change.old].map(Self.words), after[change.new].map(Self.words)).map {
        $0 + change.old.lowerBound
      }
    }
    lines = origins.map { origins in Dictionary(grouping: change.new) { origins[$0 - change.new.lowerBound] } }
  }

  /// The new lines, by number, that an old line has become; nil when nobody can say.
  func becomes(_ line: Int) -> [Int]? {
    lines.map { $0[line] ?? [] }
  }

  private static func words(_ line: ArraySlice<UInt8>) -> Set<ArraySlice<UInt8>> {
    Set(line.split { !($0 >= 0x80 || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)) })
  }

  /// For each new line the old line it goes to, rising, so that the words shared are as many as can be.
  private static func align(_ old: [Set<ArraySlice<UInt8>>], _ new: [Set<ArraySlice<UInt8>>]) -> [Int] {
    // best[i][j]: most words shared by the first j new lines, all given to the first i old lines.
    var best = Array(repeating: Array(repeating: Int32(0), count: new.count + 1), count: old.count + 1)
    for j in 0..<new.count { best[0][j + 1] = -1 }
    for i in 0..<old.count {
      for j in 0..<new.count {
        let shared = Int32(old[i].count(where: new[j].contains))
        best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j] + shared)
      }
    }
    var origins = Array(repeating: 0, count: new.count)
    var (i, j) = (old.count, new.count)
    while j > 0, i > 0 {
      let shared = Int32(old[i - 1].count(where: new[j - 1].contains))
      // Of two lines that share as much, the nearer one; a line that shares nothing stays with what stands before it.
      if best[i][j] == best[i - 1][j], shared == 0 || best[i][j] != best[i][j - 1] + shared {
        i -= 1
      } else {
        origins[j - 1] = i - 1
        j -= 1
      }
    }
    return origins
  }
}
