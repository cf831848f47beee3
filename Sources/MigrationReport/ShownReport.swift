import ShownText

extension MigrationReport {
  /// The report as a person may see it: names and texts from the tree without what would act on a terminal, hide, or end a line.
  ///
  /// The lines of source that findings are about stay as they are, since columns are counted in them; whoever shows one escapes it.
  var shown: MigrationReport { telling(findings.map(\.shown), joiningStores.flows.map(\.shown), changes.map(\.shown)) }
}

extension ReportedFinding {
  fileprivate var shown: ReportedFinding {
    var finding = self
    finding.file = file.shownPath
    finding.message = message.shown
    finding.becomes = becomes.map { $0.map(\.shownLines) }
    finding.suppression?.reason = suppression?.reason?.shown
    return finding
  }
}

extension FileReport {
  fileprivate var shown: FileReport {
    var report = self
    report.file = file.shownPath
    for index in evidence.indices { report.evidence[index].reason = evidence[index].reason.shown }
    report.recovery = recovery?.shown
    return report
  }
}

extension FileChange {
  fileprivate var shown: FileChange {
    var change = self
    change.file = file.shownPath
    change.diff = diff.shownLines
    return change
  }
}

extension StateSurvival {
  fileprivate var shown: StateSurvival {
    var survival = self
    for index in steps.indices {
      let step = steps[index]
      survival.steps[index].step = step.step?.shown
      survival.steps[index].oldRow = step.oldRow.shown
      survival.steps[index].newRow = step.newRow.shown
      survival.steps[index].reason = step.reason?.shown
    }
    survival.command = command?.shown
    survival.advice = advice.map(\.shown)
    survival.plan = nil
    return survival
  }
}
