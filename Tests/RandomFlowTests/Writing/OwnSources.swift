import SourceFacts

/// Sources that the flow's file declares itself, in the words of each era.
extension FlowDraft {
  /// A source of two partitions that can go on where they were, each with keys of its own.
  mutating func ownPartitions() -> Kind {
    features.insert(.connector)
    // Two partitions are asked in turn, and nothing says which one comes first.
    (isOrdered, isExact) = (false, false)
    let (source, partition) = (unique("Shelves"), unique("Shelf"))
    let parts = chance(50) ? ["north", "south"] : ["east", "west"]
    let kept = unique("stock")
    values.append(
      "let \(kept): [String: [Int]] = [\"\(parts[0])\": [\((0..<number(3...7)).map { _ in "\(number(1...30))" }.joined(separator: ", "))], "
        + "\"\(parts[1])\": [\((0..<number(3...7)).map { _ in "\(number(1...30))" }.joined(separator: ", "))]]")
    let names = "[\(parts.map { "\"\($0)\"" }.joined(separator: ", "))]"
    types += [partitionedSource(source, partition, names), partitionOfSource(partition)]
    input("\(source)(stock: \(kept))", id("shelves"))
    return .pair(.number)
  }

  private mutating func partitionedSource(_ source: String, _ partition: String, _ names: String) -> String {
    let list = era == .v0_16 ? "Set<String>" : "[String]"
    let `protocol` = isFluent ? "PartitionedInput" : "FixedPartitionedSource"
    let build =
      switch era {
      case .v0_16, .v0_17: "forPart: String, resumeState: Int?"
      case .v0_18: "now: Date, forPart: String, resumeState: Int?"
      case .v0_19: "stepID: String, forPart: String, resumeState: Int?"
      }
    let result = partition + (era == .v0_16 ? "?" : "")
    // A class has to say how it is made.
    let isClass = chance(30)
    let head = isClass ? "final class \(source): \(`protocol`), Sendable {" : "struct \(source): \(`protocol`) {"
    let initializer = isClass ? "\n\n  init(stock: [String: [Int]]) {\n    self.stock = stock\n  }" : ""
    let usesState = chance(70) ? "resumeState ?? 0" : "resumeState.map { $0 } ?? 0"
    return """
      \(head)
        let stock: [String: [Int]]\(initializer)

        func listParts() -> \(list) {
          \(names)
        }

        func buildPart(\(build)) throws -> \(result) {
          \(partition)(forPart, stock[forPart] ?? [], from: \(usesState))
        }
      }
      """
  }

  private mutating func partitionOfSource(_ partition: String) -> String {
    let `protocol` = isFluent ? "StatefulSource" : "StatefulSourcePartition"
    let sched = era == .v0_18 ? "sched: Date?" : ""
    let size = number(1...3)
    let next =
      era == .v0_16
      ? """
        func next() throws -> (String, Int)? {
          guard position < items.count else { throw StopIteration() }
          defer { position += 1 }
          return ("\\(name) \\(position % \(size + 1))", items[position])
        }
      """
      : """
        func nextBatch(\(sched)) throws -> [(String, Int)] {
          guard position < items.count else { throw StopIteration() }
          let end = min(items.count, position + \(size))
          defer { position = end }
          return (position..<end).map { ("\\(name) \\($0 % \(size + 1))", items[$0]) }
        }
      """
    let awake = era != .v0_16 && chance(30) ? "\n\n  func nextAwake() -> Date? {\n    nil\n  }" : ""
    return """
      final class \(partition): \(`protocol`) {
        private let name: String
        private let items: [Int]
        private var position: Int

        init(_ name: String, _ items: [Int], from position: Int) {
          self.name = name
          self.items = items
          self.position = position
        }

      \(next)\(awake)

        func snapshot() -> Int {
          position
        }
      }
      """
  }

  /// A source that every worker reads on its own.
  mutating func ownDynamic() -> Kind {
    features.insert(.connector)
    let (source, partition) = (unique("Countdown"), unique("CountdownPart"))
    let `protocol` = isFluent ? "DynamicInput" : "DynamicSource"
    let part = isFluent ? "StatelessSource" : "StatelessSourcePartition"
    let build =
      switch era {
      case .v0_16, .v0_17: "workerIndex: Int, workerCount: Int"
      case .v0_18: "now: Date, workerIndex: Int, workerCount: Int"
      case .v0_19: "stepID: String, workerIndex: Int, workerCount: Int"
      }
    types.append(
      """
      struct \(source): \(`protocol`) {
        let start: Int

        func build(\(build)) throws -> \(partition) {
          \(partition)(from: start + workerIndex)
        }
      }
      """)
    let next =
      era == .v0_16
      ? """
        func next() throws -> Int? {
          guard left > 0 else { throw StopIteration() }
          defer { left -= 1 }
          return left % 4 == 3 ? nil : left
        }
      """
      : """
        func nextBatch(\(era == .v0_18 ? "sched: Date?" : "")) throws -> [Int] {
          guard left > 0 else { throw StopIteration() }
          defer { left -= 1 }
          return left % 4 == 3 ? [] : [left]
        }
      """
    types.append(
      """
      final class \(partition): \(part) {
        private var left: Int

        init(from left: Int) {
          self.left = left
        }

      \(next)
      }
      """)
    input("\(source)(start: \(number(5...15)))", id("countdown"))
    return .number
  }
}
