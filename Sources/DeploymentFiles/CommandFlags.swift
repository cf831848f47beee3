import Rewriting
import RuleBook
import SourceFacts

/// Flags of a flow's command line that are called something else, or are needed, in a newer era.
struct CommandFlags {
  let kind: DeploymentKind

  func find(in sites: inout DeploymentSites) {
    let file = CommandFile(sites.bytes, kind)
    let programs = sites.context.programs
    var certain: [FlowCommand] = []
    var others: [Command] = []
    for command in file.commands {
      if let flow = FlowCommand(command, programs: programs) { certain.append(flow) } else { others.append(command) }
    }
    let variables = certain.reduce(into: Set()) { $0.formUnion($1.variables) }
    for (name, value) in file.assignments where variables.contains(name) { rename(FlowCommand(valueOf: value), nil, &sites) }
    for flow in certain {
      let context = sites.context
      let named = flow.words.lazy.compactMap { context.flow(named: $0.text) }.first
      rename(flow, named, &sites)
      // What stands in a variable cannot be seen from here, but in the same file it can.
      let whole = file.assignments.filter { flow.variables.contains($0.name) }.map { FlowCommand(valueOf: $0.value) }
      require(flow, named, besides: whole, &sites)
      processes(flow, named, &sites)
    }
    for command in others { doubt(command, &sites) }
  }

  private func rename(_ flow: FlowCommand, _ named: DeploymentContext.Flow?, _ sites: inout DeploymentSites) {
    for id in ["epoch-interval-flag-renamed", "sqlite-directory-flag-renamed"] {
      guard let rule = sites.rule(id, of: named), let old = rule.find["string"]?.list.first, let new = rule.edit.first?.argument.text,
        let found = flow.flag([old])
      else { continue }
      guard let place = sites.range(of: old, in: found.flag) else {
        sites.add(rule, at: found.flag.range.lowerBound, evidence: .unverified)
        continue
      }
      sites.add(rule, at: place.lowerBound, edit: .replace(place, with: new), isNamed: named != nil)
      guard id == "sqlite-directory-flag-renamed" else { continue }
      let name = found.value.text.split(separator: "=").last.map(String.init) ?? "DIR"
      let directory = name.contains(" ") && !name.hasPrefix("{{") ? "'\(name)'" : name
      if let made = sites.rule("recovery-partitions-precreated", of: named) {
        sites.add(made, at: place.lowerBound, "\(made.summary): waxwing recovery init \(directory) 4")
      }
      if let format = sites.rule("recovery-format-0-17", of: named) {
        sites.add(format, at: place.lowerBound, "\(format.summary); 'waxwing recovery import' carries over what it holds")
      }
    }
  }

  /// From 0.18 on a store needs both intervals; the defaults of before are put in.
  private func require(_ flow: FlowCommand, _ named: DeploymentContext.Flow?, besides others: [FlowCommand], _ sites: inout DeploymentSites) {
    guard let rule = sites.rule("recovery-flags-required", of: named),
      let owner = ([flow] + others).first(where: { $0.flag(StoreInterval.storeFlags) != nil }), let store = owner.flag(StoreInterval.storeFlags)
    else { return }
    let words = Words(sites.bytes, kind: kind)
    let added = [StoreInterval.snapshot, .backup].filter { !$0.isGiven(by: [flow] + others, or: words) }.flatMap(\.flag)
    guard !added.isEmpty else { return }
    let index = owner.command.words.firstIndex(of: store.value) ?? 0
    guard index >= owner.command.inherited, store.value != store.flag || store.flag.text.contains("=") || !store.flag.text.hasPrefix("--") else {
      sites.add(rule, at: store.flag.range.lowerBound, "\(rule.summary); add \(added.joined(separator: " ")), what it was until now")
      return
    }
    var offset = store.value.range.upperBound
    if case .lines = owner.command.style { offset = sites.lineEnd(offset) }
    sites.add(
      rule, at: store.flag.range.lowerBound, "\(rule.summary); what it was until now is added: \(added.joined(separator: " "))",
      edit: .insert(owner.command.insertion(of: added), at: offset), isNamed: named != nil)
  }

  private func processes(_ flow: FlowCommand, _ named: DeploymentContext.Flow?, _ sites: inout DeploymentSites) {
    guard let rule = sites.rule("processes-flag-moved", of: named), let runner = flow.runner, ["run", "bytewax.run"].contains(runner.text),
      let found = flow.flag(["-p", "--processes"])
    else { return }
    let tester = runner.text == "run" ? "test-cluster" : "bytewax.testing"
    let message = "\(rule.summary): '\(tester)' has the flag; in production start each process with -i and -a"
    let place = sites.context.requested.contains(rule.id) ? sites.range(of: runner.text, in: runner) : nil
    sites.add(rule, at: found.flag.range.lowerBound, message, edit: place.map { .replace($0, with: tester) }, isNamed: named != nil)
  }

  /// Words that begin with a flag are handed to a program that is not named here.
  private func doubt(_ command: Command, _ sites: inout DeploymentSites) {
    guard command.words.first?.text.hasPrefix("-") == true, sites.bytes.contains(name: "ytewax") else { return }
    for id in ["epoch-interval-flag-renamed", "sqlite-directory-flag-renamed"] {
      guard let rule = sites.rule(id), let old = rule.find["string"]?.list.first, let found = FlowCommand(valueOf: command).flag([old]) else { continue }
      sites.add(
        rule, at: found.flag.range.lowerBound, "\(rule.summary); nothing here says which program gets it, so it is left as it is",
        evidence: .unverified)
    }
  }
}
