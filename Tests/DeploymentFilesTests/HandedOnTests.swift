import RuleBook
import SourceFacts
import TestSupport
import Testing

@testable import DeploymentFiles

/// Commands that other programs are given as a word, variables that are handed on by name, and what cannot be read.
@Suite struct HandedOnTests {
  /// What is told of a file that stays as it is.
  private func told(_ path: String, _ text: String) throws -> [String] {
    let outcome = try rewriteSample(text, path)
    #expect(outcome.text == text)
    return outcome.findings.map { "\($0.line):\($0.column) \($0.rule)" }
  }

  @Test func aWordThatIsACommandIsReadAsOne() throws {
    try expectRewriting(
      "words.sh",
      """
      tmux new -d "BYTEWAX_EPOCH_INTERVAL=2 waxwing run f.swift --sqlite-directory a"
      screen -dm sh -c 'waxwing run f.swift --sqlite-directory b -p 2'
      timeout 9 ssh -o 'A B' host "cd /srv; waxwing run f.swift --sqlite-directory c"
      flock lock -c "waxwing run f.swift -p 2"
      eval "waxwing run f.swift" --sqlite-directory d
      watch waxwing run f.swift --sqlite-directory "my db"

      """,
      becomes: """
        tmux new -d "BYTEWAX_SNAPSHOT_INTERVAL=2 waxwing run f.swift --recovery-directory a -b 86400"
        screen -dm sh -c 'waxwing run f.swift --recovery-directory b -s 10 -b 86400 -w 2'
        timeout 9 ssh -o 'A B' host "cd /srv; waxwing run f.swift --recovery-directory c -s 10 -b 86400"
        flock lock -c "waxwing run f.swift -w 2"
        eval "waxwing run f.swift" --recovery-directory d -s 10 -b 86400
        watch waxwing run f.swift --recovery-directory "my db" -s 10 -b 86400

        """)
  }

  @Test func programsThatForgetVariablesGiveTheirCommandsNone() throws {
    for start in ["sudo", "sudo -u me", "su - me -c 'IT'", "su -l me -c 'IT'", "ssh host", "ssh host 'IT'", "env -i"] {
      func script(_ name: String, _ flags: String) -> String {
        let command = "waxwing run f.swift \(flags)"
        return "export \(name)=5\n\(start.contains("IT") ? start.replacing("IT", with: command) : "\(start) \(command)")\n"
      }
      try expectRewriting(
        "forget.sh", script("BYTEWAX_EPOCH_INTERVAL", "--sqlite-directory a"),
        becomes: script("BYTEWAX_SNAPSHOT_INTERVAL", "--recovery-directory a -s 10 -b 86400"))
    }
  }

  @Test func whatIsNoLongerExportedIsNotSeen() throws {
    for (end, new) in [("export -n", "export -n"), ("declare +x", "declare +x"), ("unset", "unset"), ("unset -v", "unset -v")] {
      try expectRewriting(
        "end.sh", "export BYTEWAX_EPOCH_INTERVAL=5\n\(end) BYTEWAX_EPOCH_INTERVAL\nwaxwing run f.swift --sqlite-directory a\n",
        becomes:
          "export BYTEWAX_SNAPSHOT_INTERVAL=5\n\(new) BYTEWAX_SNAPSHOT_INTERVAL\nwaxwing run f.swift --recovery-directory a -s 10 -b 86400\n"
      )
    }
    try expectRewriting(
      "Makefile",
      "BYTEWAX_EPOCH_INTERVAL = 4\nexport BYTEWAX_EPOCH_INTERVAL\na:\n\twaxwing run f.swift --sqlite-directory a\nb: unexport BYTEWAX_EPOCH_INTERVAL\nb:\n\twaxwing run f.swift --sqlite-directory b\n",
      becomes:
        "BYTEWAX_SNAPSHOT_INTERVAL = 4\nexport BYTEWAX_SNAPSHOT_INTERVAL\na:\n\twaxwing run f.swift --recovery-directory a -b 86400\nb: unexport BYTEWAX_SNAPSHOT_INTERVAL\nb:\n\twaxwing run f.swift --recovery-directory b -s 10 -b 86400\n"
    )
  }

  @Test func aNameAloneGoesWithItsVariable() throws {
    try expectRewriting(
      "names.sh",
      "export BYTEWAX_SQLITE_DIRECTORY=/x\ndocker run -e BYTEWAX_SQLITE_DIRECTORY image\n[ -v BYTEWAX_SQLITE_DIRECTORY ] || exit 1\nread -r BYTEWAX_EPOCH_INTERVAL\nexport BYTEWAX_EPOCH_INTERVAL\n",
      becomes:
        "export BYTEWAX_RECOVERY_DIRECTORY=/x\ndocker run -e BYTEWAX_RECOVERY_DIRECTORY image\n[ -v BYTEWAX_RECOVERY_DIRECTORY ] || exit 1\nread -r BYTEWAX_SNAPSHOT_INTERVAL\nexport BYTEWAX_SNAPSHOT_INTERVAL\n"
    )
    try expectLeft(
      "names.sh",
      "export BYTEWAX_EPOCH_INTERVAL=5\ndocker run -e BYTEWAX_EPOCH_INTERVAL image waxwing run f.swift --sqlite-directory a\n")
    try expectLeft(
      "names.sh", "export BYTEWAX_EPOCH_INTERVAL=5\nenv -u BYTEWAX_EPOCH_INTERVAL waxwing run f.swift --sqlite-directory a\n")
  }

  @Test func anEraThatIsNamedGoesWithTheFlow() throws {
    try expectRewriting(
      "era.sh",
      "waxwing run --era 0.16 f.swift --sqlite-directory a -p 2\nwaxwing run --era=0.17 f.swift\nwaxwing run --era auto f.swift\n",
      becomes:
        "waxwing run --era 0.19 f.swift --recovery-directory a -s 10 -b 86400 -w 2\nwaxwing run --era=0.19 f.swift\nwaxwing run --era auto f.swift\n"
    )
    try expectLeft("era.sh", "waxwing run --era $ERA f.swift --sqlite-directory a\n")
    #expect(try told("crontab", "0 * * * * waxwing run --era 0.16 f.swift\n") == ["1:23 pinned-era"])
  }

  @Test func severalFlagsInOneWordKeepTheCommandWhole() throws {
    for words in ["-vp 2", "-vw 2 -p 2", "-pw 2 3", "-vr state", "-vs 2 --sqlite-directory state"] {
      #expect(try told("group.sh", "waxwing run f.swift \(words)\n").count >= 1, "\(words)")
    }
    #expect(try told("group.sh", "waxwing run f.swift -vw 2\n").isEmpty)
  }

  @Test func variablesOf016MeanNothingToAFlowOf017() throws {
    let text = "export BYTEWAX_SQLITE_DIRECTORY=state BYTEWAX_EPOCH_INTERVAL=5\nwaxwing run f.swift -w 2\n"
    func rewritten(oldest: Era) throws -> String {
      let flow = DeploymentContext.Flow(path: "f.swift", from: .v0_17, reached: .v0_19, oldest: oldest)
      let rewriter = DeploymentRewriter(DeploymentContext(book: try packageRules, flows: [flow]))
      return String(decoding: rewriter.rewrite(path: "a.sh", bytes: Array(text.utf8), kind: .shell).after, as: UTF8.self)
    }
    #expect(try rewritten(oldest: .v0_17) == text)
    #expect(try rewritten(oldest: .v0_16).contains("BYTEWAX_RECOVERY_DIRECTORY=state"))
  }

  @Test func flagsThatAreGivenAtTimesKeepTheCommandWhole() throws {
    for words in [
      "${3:+-p $3}", "${P:+-p$P}", "${FAST:---epoch-interval 3}", "${S:+--sqlite-directory \"$S\"}",
      "$(test $# = 3 && printf %s '-r x')",
    ] {
      try expectLeft("times.sh", "BYTEWAX_EPOCH_INTERVAL=2 waxwing run f.swift --sqlite-directory a \(words)\n")
    }
  }

  @Test func whatIsNotReadIsNamed() throws {
    let alias = "alias w='waxwing run f.swift -p 2'\nw --sqlite-directory b\n"
    #expect(try told("alias.sh", alias) == ["1:30 processes-flag-moved", "2:3 sqlite-directory-flag-renamed"])
    #expect(
      try told("alias.sh", "alias x=\"BYTEWAX_EPOCH_INTERVAL=2 waxwing run\"\nx f.swift\n") == ["1:10 epoch-interval-env-renamed"]
    )
    #expect(
      try told("at.sh", "echo 'waxwing run f.swift --sqlite-directory a -p 2' | at now\n") == [
        "1:27 sqlite-directory-flag-renamed", "1:48 processes-flag-moved",
      ])
    #expect(try told("here.sh", "cat > .env <<EOF\nBYTEWAX_EPOCH_INTERVAL=3\nEOF\n") == ["2:1 epoch-interval-env-renamed"])
    #expect(try told("sed.sh", "sed -i 's/BYTEWAX_EPOCH_INTERVAL=.*/x/' .env\n") == ["1:11 epoch-interval-env-renamed"])
    #expect(
      try told("Makefile", "define run\nwaxwing run $(1) --sqlite-directory a\nendef\na:\n\t$(call run,f.swift)\n") == [
        "2:18 sqlite-directory-flag-renamed"
      ])
    for path in [
      "crontab", "etc/cron.d/flow", "supervisor/flow.conf", "supervisord.ini", "job.nomad", "main.tf", "package.json", "start.py",
      "Jenkinsfile", "tasks.toml",
    ] {
      let found = try told(path, "x = 'BYTEWAX_EPOCH_INTERVAL=3 waxwing run f.swift --sqlite-directory a -p 2'\n")
      #expect(
        found == ["1:6 epoch-interval-env-renamed", "1:51 sqlite-directory-flag-renamed", "1:72 processes-flag-moved"],
        "\(path): \(found)")
    }
    // A comment, prose, a real Bytewax's variables, and what is new already.
    for (path, text) in [
      ("crontab", "# waxwing run f.swift --sqlite-directory a\n"),
      ("a.yml", "description: waxwing run f.swift --sqlite-directory a\n"),
      ("a.py", "os.environ['BYTEWAX_EPOCH_INTERVAL']\n"), ("crontab", "* * * * * waxwing run f.swift -r a -s 10 -b 60 -w 2\n"),
      ("a.ini", "mkdir -p x; waxwing run f.swift; ssh -p 22\n"),
    ] { #expect(try told(path, text) == [], "\(path)") }
  }

  @Test func laterStepsMayHaveWhatIsWrittenForThem() throws {
    try expectLeft(
      "ci.yml",
      "steps:\n  - run: echo \"BYTEWAX_EPOCH_INTERVAL=3\" >> $GITHUB_ENV\n  - run: waxwing run f.swift --sqlite-directory a\n")
  }

  @Test func containersHaveWhatTheirImageHas() throws {
    let image =
      "FROM swift AS base\nARG BYTEWAX_EPOCH_INTERVAL\nENV BYTEWAX_EPOCH_INTERVAL=3\nFROM base\nENV BYTEWAX_PROCESSES=2\n"
    func after(_ files: [(path: String, text: String)]) throws -> [String] {
      let tree = DeploymentTree(DeploymentContext(book: try packageRules))
      return tree.decide(
        try files.map { tree.read(path: $0.path, bytes: Array($0.text.utf8), kind: try #require(DeploymentKind(path: $0.path))) }
      ).map(\.text)
    }
    func compose(_ where: String, _ flags: String) -> String {
      "services:\n  a:\n    \(`where`)\n    command: waxwing run f.swift \(flags)\n"
    }
    #expect(
      try after([("img/Dockerfile", image), ("compose.yml", compose("build: ./img", "--sqlite-directory a"))]) == [
        image.replacing("EPOCH_INTERVAL", with: "SNAPSHOT_INTERVAL").replacing(
          "BYTEWAX_PROCESSES", with: "BYTEWAX_WORKERS_PER_PROCESS"),
        compose("build: ./img", "--recovery-directory a -b 86400"),
      ])
    #expect(
      try after([
        ("img/Dockerfile", image), ("compose.yml", compose("build: {context: img, target: base}", "-p 2 --sqlite-directory a")),
      ])[1]
        == compose("build: {context: img, target: base}", "-w 2 --recovery-directory a -b 86400"))
    // Whether it is this image, nobody can see.
    for command in [
      "services: {a: {image: x, command: waxwing run f.swift --sqlite-directory a}}\n",
      "a: [{run: docker exec x waxwing run f.swift --sqlite-directory a}]\n",
    ] {
      #expect(try after([("img/Dockerfile", image), ("compose.yml", command)])[1] == command)
      #expect(try after([("compose.yml", command)])[0] != command)
    }
  }

  @Test func aStoreInAFileOfVariablesNeedsItsIntervals() throws {
    // Until 0.17 both had a default; now a flow with a store and without them does not start.
    let outcome = try rewriteSample("BYTEWAX_SQLITE_DIRECTORY=db\n", ".env")
    #expect(outcome.text == "BYTEWAX_RECOVERY_DIRECTORY=db\n")
    #expect(
      outcome.findings.contains {
        $0.message.hasSuffix("add BYTEWAX_SNAPSHOT_INTERVAL=10 and BYTEWAX_RECOVERY_BACKUP_INTERVAL=86400, what it was until now")
      })
    try expectRewriting(
      "run.sh", "export BYTEWAX_SQLITE_DIRECTORY=db\nwaxwing run f.swift\n",
      becomes: "export BYTEWAX_RECOVERY_DIRECTORY=db\nwaxwing run f.swift -s 10 -b 86400\n")
  }

  @Test func afterwardsNothingIsSaidOfFlagsThatAreGone() throws {
    let text = "services:\n  a:\n    environment: {BYTEWAX_EPOCH_INTERVAL: 3}\n    command: waxwing run f.swift -r a -p 2 -w 2\n"
    let outcome = try rewriteSample(text, "compose.yml")
    #expect(outcome.text.contains("-r a -s 10 -b 86400 -w 4"))
    for told in [outcome, try rewriteSample(outcome.text, "compose.yml")] {
      #expect(told.findings.contains { $0.message.hasSuffix("has flags that came after it, and does not read it; take it out") })
      #expect(!told.findings.contains { $0.message.contains("0.17") || $0.message.contains("'-w' says") })
    }
  }

  @Test func eachRuleIsInTheBook() throws {
    // What names an era by hand is spoken of as in flows, by no rule.
    #expect(try DeploymentRule.allCases.filter { try packageRules[$0.rawValue] == nil } == [.pinnedEra])
  }

  @Test("texts that grow without an end are named, and soon")
  func textsThatGrow() throws {
    let doubling = { (first: String, line: (Int) -> String, last: String) in first + (1..<3000).map(line).joined() + last }
    let lists = (1..<40).map { "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ", ") + "]\n" }
      .joined()
    let maps = (1..<40).map { level in
      "a\(level): &a\(level) {" + (0..<9).map { "k\($0): *a\(level - 1)" }.joined(separator: ", ") + "}\n"
    }.joined()
    for (path, text) in [
      (
        "Dockerfile",
        doubling(
          "FROM x\nARG A0=waxwing\n", { "ARG A\($0)=$A\($0 - 1)$A\($0 - 1)\n" },
          "RUN waxwing run f.swift --epoch-interval 3 $A2999\n")
      ),
      (
        "run.sh",
        doubling("A0=waxwing\n", { "A\($0)=$A\($0 - 1)$A\($0 - 1)\n" }, "waxwing run f.swift --epoch-interval 3 $A2999\n")
      ),
      ("a.yml", "a0: &a0 [waxwing, run, f.swift, --epoch-interval, '3']\n" + lists),
      ("b.yml", "a0: &a0 {command: waxwing run f.swift --epoch-interval 3}\n" + maps),
    ] {
      let outcome = try rewriteSample(text, path)
      #expect(outcome.text == text)
      #expect(outcome.findings.map(\.rule) == ["not-judged"], "\(path): \(outcome.findings.prefix(3))")
    }
  }
}
