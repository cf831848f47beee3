/// Runs the two sides of one flow and judges what they give.
struct FlowTrial {
  let old: String
  let new: String
  let copy: WorkingCopy
  let settings: ProofSettings
  let habits: FlowHabits
  /// What the runs are told beside the number of workers.
  var environment: [String: String] = [:]

  /// Compares the two sides with each number of workers, the least first.
  func run(_ counts: [Int]) throws -> [FlowVerdict.Run] {
    var alone: FlowOutput?
    return try counts.map { workers in
      let first = try run(old, workers)
      let verdict = try judge(first, workers)
      guard case .gave(let output) = first else { return verdict }
      alone = alone ?? output
      // An order that is only right with one worker is a matter of how many there are, not of the era.
      guard verdict.kind == .differs, let alone, let dependence = OutputComparison(before: alone, after: output).difference()
      else { return verdict }
      let reason = "the old flow's own result depends on how many workers there are (before: \(counts[0]), after: \(workers))"
      return FlowVerdict.Run(
        workers: workers, kind: .notComparable, lines: output.count, agreement: nil, reason: reason, difference: dependence)
    }
  }

  /// What the old flow does where the rewritten one cannot even be compiled.
  func runOld() throws -> String? {
    guard case .failed(let message) = try run(old, 1) else { return nil }
    return message
  }

  private func judge(_ first: Outcome, _ workers: Int) throws -> FlowVerdict.Run {
    guard case .gave(let output) = first else { return try judgeFailing(first, workers) }
    func verdict(
      _ kind: FlowVerdict.Kind, _ agreement: Agreement? = nil, reason: String? = nil, difference: OutputDifference? = nil
    ) -> FlowVerdict.Run {
      FlowVerdict.Run(
        workers: workers, kind: kind, lines: output.count, agreement: agreement, reason: reason, difference: difference)
    }
    func unsteady(_ side: String, _ difference: OutputDifference?) -> FlowVerdict.Run {
      let cause =
        habits.unsteadinessText ?? (workers > 1 ? "the order in which items of several workers meet shows in the result" : nil)
      let reason = "two runs of the \(side) flow differ" + (cause.map { ", as \($0)" } ?? "")
      return verdict(.notComparable, reason: reason, difference: difference)
    }
    let again = try run(old, workers)
    guard case .gave(let second) = again else {
      return verdict(.notComparable, reason: "a second run of the old flow \(again.words)")
    }
    // Whatever two runs of the old flow may differ in, the rewritten one may, too.
    let views: [(FlowOutput) -> FlowOutput] = [{ $0 }, { $0.withoutWindowTimes }]
    guard let view = views.first(where: { OutputComparison(before: $0(output), after: $0(second)).difference() == nil }) else {
      return unsteady("old", OutputComparison(before: output, after: second).difference())
    }
    let third = try run(new, workers)
    guard case .gave(let result) = third else { return verdict(.differs, reason: "the rewritten flow \(third.words)") }
    if output.count == 0, result.count == 0 {
      return verdict(.notComparable, reason: "it gives no output that could be compared; see to its input, or let it print")
    }
    let comparison = OutputComparison(before: view(output), after: view(result))
    guard let difference = comparison.difference() else {
      let isApart = OutputComparison(before: output, after: result).difference() != nil
      return verdict(.same, comparison.agreement(), reason: isApart ? "the times of windows differ from run to run" : nil)
    }
    // A difference counts only when both sides stay with it.
    guard case .gave(let oldAgain) = try run(old, workers), case .gave(let newAgain) = try run(new, workers) else {
      return verdict(.notComparable, reason: "it does not end in the same way each time")
    }
    if let wavering = OutputComparison(before: view(output), after: view(oldAgain)).difference() {
      return unsteady("old", wavering)
    }
    if let wavering = OutputComparison(before: view(result), after: view(newAgain)).difference() {
      return unsteady("rewritten", wavering)
    }
    return verdict(.differs, difference: difference)
  }

  /// Where the old flow does not come to an end, the rewritten one is only asked whether it does.
  private func judgeFailing(_ old: Outcome, _ workers: Int) throws -> FlowVerdict.Run {
    func verdict(_ kind: FlowVerdict.Kind, _ reason: String) -> FlowVerdict.Run {
      FlowVerdict.Run(workers: workers, kind: kind, lines: 0, agreement: nil, reason: reason, difference: nil)
    }
    guard case .failed = old else { return verdict(.notComparable, "the old flow \(old.words)") }
    let new = try run(new, workers)
    if case .gave = new { return verdict(.differs, "the old flow \(old.words), and the rewritten one does not") }
    return verdict(.notComparable, "the old flow \(old.words), and so does the rewritten one")
  }

  /// What became of one run.
  enum Outcome {
    case gave(FlowOutput)
    case failed(String)
    case overTime(Duration)
    case overSize(Int)

    /// What the flow did instead of giving an output, as the end of a sentence.
    var words: String {
      switch self {
      case .gave: "ends"
      case .failed(let message): "fails (\(message))"
      case .overTime(let limit): "does not end within \(limit.formatted); give it more with --timeout, or an input that ends"
      case .overSize(let bytes):
        "writes more than \(RunLimits.words(bytes)); give it more room with --output-limit, or less input"
      }
    }
  }

  private func run(_ program: String, _ workers: Int) throws -> Outcome {
    try copy.reset()
    let result = try LimitedRun(
      program: program, arguments: settings.arguments, environment: ProofSettings.variables(workers: workers).merging(environment) { $1 },
      folder: copy.path, limits: settings.limits
    ).run()
    switch result.ending {
    case .ended(0): return .gave(FlowOutput(printed: result.output, files: try copy.changes()))
    case .ended(let code): return .failed(Self.message(result.errors, code))
    case .overTime, .killed: return .overTime(settings.limits.time)
    case .overSize: return .overSize(settings.limits.bytes)
    }
  }

  /// The first line of an error message, without what is the same in all.
  static func message(_ errors: String, _ code: Int32) -> String {
    let lines = errors.split(separator: "\n").map(String.init)
    let line = lines.first { $0.hasPrefix("error: ") || $0.hasPrefix("Error: ") }.map { String($0.dropFirst(7)) } ?? lines.first
    return line ?? "exit code \(code)"
  }
}

extension Duration {
  /// Seconds, with a fraction where there is one.
  var formatted: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
