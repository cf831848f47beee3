import Rewriting
import SourceFacts
import TestSupport
import Testing

@testable import DeploymentFiles

/// Who sees a variable, and which words are a command's: each sample is a file before and after.
@Suite struct CommandScopeTests {
  private func rewrite(_ text: String, _ path: String) throws -> FileOutcome {
    DeploymentRewriter(DeploymentContext(book: try packageRules)).rewrite(path: path, bytes: Array(text.utf8), kind: try #require(DeploymentKind(path: path)))
  }

  private func expect(_ path: String, _ before: String, becomes after: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let outcome = try rewrite(before, path)
    #expect(outcome.text == after, sourceLocation: sourceLocation)
    #expect(try rewrite(outcome.text, path).text == after, "a second run changes nothing", sourceLocation: sourceLocation)
  }

  private func expectLeft(_ path: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let outcome = try rewrite(text, path)
    #expect(outcome.text == text, sourceLocation: sourceLocation)
    #expect(outcome.findings.contains { $0.action == .left || $0.action == .reported }, sourceLocation: sourceLocation)
  }

  private func expectUntouched(_ path: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try rewrite(text, path).text == text, sourceLocation: sourceLocation)
  }

  @Test func aVariableBeforeACommandIsThatCommands() throws {
    try expect(
      "one.sh",
      """
      waxwing run f.swift --sqlite-directory a
      BYTEWAX_EPOCH_INTERVAL=3 waxwing run f.swift --sqlite-directory b
      waxwing run f.swift --sqlite-directory c
      env BYTEWAX_EPOCH_INTERVAL=3 timeout 10 waxwing run f.swift --sqlite-directory d

      """,
      becomes: """
        waxwing run f.swift --recovery-directory a -s 10 -b 86400
        BYTEWAX_SNAPSHOT_INTERVAL=3 waxwing run f.swift --recovery-directory b -b 86400
        waxwing run f.swift --recovery-directory c -s 10 -b 86400
        env BYTEWAX_SNAPSHOT_INTERVAL=3 timeout 10 waxwing run f.swift --recovery-directory d -b 86400

        """)
  }

  @Test func whatIsExportedCountsFromThereOnAndNotOutsideItsSubshell() throws {
    try expect(
      "export.sh",
      """
      waxwing run f.swift --sqlite-directory a
      (export BYTEWAX_EPOCH_INTERVAL=3; waxwing run f.swift --sqlite-directory b)
      out=$(export BYTEWAX_EPOCH_INTERVAL=3; waxwing run f.swift --sqlite-directory c)
      waxwing run f.swift --sqlite-directory d
      cd /srv && export BYTEWAX_EPOCH_INTERVAL=3 && waxwing run f.swift --sqlite-directory e
      waxwing run f.swift --sqlite-directory g

      """,
      becomes: """
        waxwing run f.swift --recovery-directory a -s 10 -b 86400
        (export BYTEWAX_SNAPSHOT_INTERVAL=3; waxwing run f.swift --recovery-directory b -b 86400)
        out=$(export BYTEWAX_SNAPSHOT_INTERVAL=3; waxwing run f.swift --recovery-directory c -b 86400)
        waxwing run f.swift --recovery-directory d -s 10 -b 86400
        cd /srv && export BYTEWAX_SNAPSHOT_INTERVAL=3 && waxwing run f.swift --recovery-directory e -b 86400
        waxwing run f.swift --recovery-directory g -b 86400

        """)
  }

  @Test func anAssignmentThatIsNotExportedIsSeenByNoCommand() throws {
    try expect(
      "local.sh", "BYTEWAX_EPOCH_INTERVAL=3\nwaxwing run f.swift --sqlite-directory a\nexport BYTEWAX_EPOCH_INTERVAL\nwaxwing run f.swift --sqlite-directory b\n",
      becomes: "BYTEWAX_SNAPSHOT_INTERVAL=3\nwaxwing run f.swift --recovery-directory a -s 10 -b 86400\n"
        + "export BYTEWAX_SNAPSHOT_INTERVAL\nwaxwing run f.swift --recovery-directory b -b 86400\n")
  }

  @Test func aFunctionSeesWhatItsCallerHas() throws {
    try expect(
      "function.sh", "go() {\n  waxwing run f.swift --sqlite-directory a\n}\nexport BYTEWAX_EPOCH_INTERVAL=3\ngo\n",
      becomes: "go() {\n  waxwing run f.swift --recovery-directory a -b 86400\n}\nexport BYTEWAX_SNAPSHOT_INTERVAL=3\ngo\n")
    // One text, two needs.
    try expectLeft("function.sh", "go() {\n  waxwing run f.swift --sqlite-directory a\n}\ngo\nBYTEWAX_EPOCH_INTERVAL=3 go\n")
  }

  @Test func whatMayBeSetIsLeftAsAWhole() throws {
    try expectLeft("maybe.sh", "if [ -n \"$FAST\" ]; then export BYTEWAX_EPOCH_INTERVAL=1; fi\nwaxwing run f.swift --sqlite-directory a -p 2\n")
    try expectLeft("maybe.sh", "[ -n \"$FAST\" ] && export BYTEWAX_EPOCH_INTERVAL=1\nwaxwing run f.swift --sqlite-directory a\n")
    try expectLeft("maybe.sh", ". ./settings\nwaxwing run f.swift --sqlite-directory a\n")
    try expectLeft("maybe.sh", "for i in 1 2; do\n  waxwing run f.swift --sqlite-directory a\n  export BYTEWAX_EPOCH_INTERVAL=1\ndone\n")
    try expect(
      "both.sh", "if $FAST; then export BYTEWAX_EPOCH_INTERVAL=1; else export BYTEWAX_EPOCH_INTERVAL=9; fi\nwaxwing run f.swift --sqlite-directory a\n",
      becomes: "if $FAST; then export BYTEWAX_SNAPSHOT_INTERVAL=1; else export BYTEWAX_SNAPSHOT_INTERVAL=9; fi\nwaxwing run f.swift --recovery-directory a -b 86400\n")
  }

  @Test func processesBecomeWorkers() throws {
    try expect(
      "p.sh",
      """
      waxwing run f.swift -p 2
      waxwing run f.swift --processes=2
      waxwing run f.swift -p2 -w 3
      waxwing run f.swift -w3 -p 2 --epoch-interval 1
      waxwing run f.swift \\
        -p 2 \\
        -w "3"
      waxwing run f.swift -p 1 -w $N
      waxwing run f.swift -p $N
      BYTEWAX_PROCESSES=2 waxwing run f.swift
      BYTEWAX_PROCESSES=2 waxwing run f.swift -w 3
      BYTEWAX_WORKERS_PER_PROCESS=2 waxwing run f.swift -p 3

      """,
      becomes: """
        waxwing run f.swift -w 2
        waxwing run f.swift --workers-per-process=2
        waxwing run f.swift -w 6
        waxwing run f.swift -w6 --snapshot-interval 1
        waxwing run f.swift \\
          -w "6"
        waxwing run f.swift -w $N
        waxwing run f.swift -w $N
        BYTEWAX_WORKERS_PER_PROCESS=2 waxwing run f.swift
        BYTEWAX_WORKERS_PER_PROCESS=2 waxwing run f.swift -w 6
        BYTEWAX_WORKERS_PER_PROCESS=2 waxwing run f.swift -w 6

        """)
    try expectLeft("p.sh", "waxwing run f.swift -p $N -w 2 --epoch-interval 3\n")
    try expectLeft("p.sh", "BYTEWAX_PROCESSES=2 BYTEWAX_WORKERS_PER_PROCESS=2 waxwing run f.swift --epoch-interval 3\n")
    try expectLeft("p.sh", "waxwing run f.swift -p 2 -i 0 -a 'a:1;b:1' --epoch-interval 3\n")
  }

  @Test func wordsInVariablesAndArraysAreKnown() throws {
    try expect(
      "words.sh",
      """
      FLAGS="--sqlite-directory db"
      LIST=(--epoch-interval 3 -p 2)
      LIST+=(--sqlite-directory "my db")
      waxwing run f.swift $FLAGS
      waxwing run f.swift ${FLAGS} -w 2
      waxwing run f.swift "${LIST[@]}"

      """,
      becomes: """
        FLAGS="--recovery-directory db -s 10 -b 86400"
        LIST=(--snapshot-interval 3 -w 2)
        LIST+=(--recovery-directory "my db" -b 86400)
        waxwing run f.swift $FLAGS
        waxwing run f.swift ${FLAGS} -w 2
        waxwing run f.swift "${LIST[@]}"

        """)
    // What one of two needs is put into the command itself.
    try expect(
      "words.sh", "FLAGS='--sqlite-directory db'\nwaxwing run f.swift $FLAGS\nBYTEWAX_EPOCH_INTERVAL=3 waxwing run f.swift $FLAGS\n",
      becomes: "FLAGS='--recovery-directory db'\nwaxwing run f.swift $FLAGS -s 10 -b 86400\nBYTEWAX_SNAPSHOT_INTERVAL=3 waxwing run f.swift $FLAGS -b 86400\n")
    try expectLeft("words.sh", "FLAGS='--epoch-interval 3'\ntrain $FLAGS\nwaxwing run f.swift $FLAGS\n")
    try expectLeft("words.sh", "waxwing run f.swift $FLAGS\n")
  }

  @Test func flagsThatAreNotKnownCountMoreThanWhatIsPutIn() throws {
    try expect(
      "rest.sh", "exec waxwing run f.swift --sqlite-directory db \"$@\"\nwaxwing run f.swift $FLAGS --sqlite-directory db\n",
      becomes: "exec waxwing run f.swift --recovery-directory db -s 10 -b 86400 \"$@\"\nwaxwing run f.swift -s 10 -b 86400 $FLAGS --recovery-directory db\n")
  }

  @Test func aServiceHasItsOwnEnvironment() throws {
    try expect(
      "compose.yml",
      """
      x-slow: &slow
        environment: {BYTEWAX_EPOCH_INTERVAL: "30"}
      services:
        a:
          <<: *slow
          command: waxwing run f.swift --sqlite-directory /a
        b:
          command: ["waxwing", "run", "f.swift", "--sqlite-directory", "/b", "-p", "2", "-w", "2"]   # both
        c:
          environment:
            - BYTEWAX_EPOCH_INTERVAL=3
            - BYTEWAX_PROCESSES=2
          entrypoint: [waxwing, run]
          command:
            - f.swift
            - --sqlite-directory   # where
            - /c                   # it lies
        d:
          extends: c
          command: f.swift --sqlite-directory=/d
        e: {command: [sh, -c, 'exec waxwing run f.swift --sqlite-directory "/my e"']}

      """,
      becomes: """
        x-slow: &slow
          environment: {BYTEWAX_SNAPSHOT_INTERVAL: "30"}
        services:
          a:
            <<: *slow
            command: waxwing run f.swift --recovery-directory /a -b 86400
          b:
            command: ["waxwing", "run", "f.swift", "--recovery-directory", "/b", "-s", "10", "-b", "86400", "-w", "4"]   # both
          c:
            environment:
              - BYTEWAX_SNAPSHOT_INTERVAL=3
              - BYTEWAX_WORKERS_PER_PROCESS=2
            entrypoint: [waxwing, run]
            command:
              - f.swift
              - --recovery-directory   # where
              - /c                   # it lies
              - "-b"
              - "86400"
          d:
            extends: c
            command: f.swift --recovery-directory=/d -b 86400
          e: {command: [sh, -c, 'exec waxwing run f.swift --recovery-directory "/my e" -s 10 -b 86400']}

        """)
  }

  @Test func aContainerHasItsOwnEnvironment() throws {
    try expect(
      "pod.yaml",
      """
      kind: Pod
      spec:
        initContainers:
          - name: first
            env: [{name: BYTEWAX_EPOCH_INTERVAL, value: "3"}]
            command: [waxwing, run, f.swift, --sqlite-directory, /a]
        containers:
          - name: second
            command: [waxwing, run, f.swift, --sqlite-directory, /b]
          - name: third
            envFrom: [{configMapRef: {name: settings}}]
            command: [waxwing, run, f.swift, --sqlite-directory, /c]
      ---
      kind: ConfigMap
      metadata: {name: settings}
      data: {BYTEWAX_EPOCH_INTERVAL: "3"}

      """,
      becomes: """
        kind: Pod
        spec:
          initContainers:
            - name: first
              env: [{name: BYTEWAX_SNAPSHOT_INTERVAL, value: "3"}]
              command: [waxwing, run, f.swift, --recovery-directory, /a, -b, "86400"]
          containers:
            - name: second
              command: [waxwing, run, f.swift, --recovery-directory, /b, -s, "10", -b, "86400"]
            - name: third
              envFrom: [{configMapRef: {name: settings}}]
              command: [waxwing, run, f.swift, --recovery-directory, /c, -b, "86400"]
        ---
        kind: ConfigMap
        metadata: {name: settings}
        data: {BYTEWAX_SNAPSHOT_INTERVAL: "3"}

        """)
    try expectLeft("pod.yaml", "envFrom: [{secretRef: {name: elsewhere}}]\ncommand: [waxwing, run, f.swift, --sqlite-directory, /c]\n")
  }

  @Test func textOfSeveralLinesIsOneText() throws {
    try expect(
      "lines.yml",
      """
      a:
        command: >-
          waxwing run f.swift
          --sqlite-directory /a

          --epoch-interval 3
      b:
        command: waxwing run f.swift
          --sqlite-directory /b
          -p 2
          -w 2
      c:
        command: "waxwing run f.swift \\
          --sqlite-directory /c\\x20
          -p 2"
      d:
        command: 'waxwing run f.swift

          --sqlite-directory ''/d'''
      e:
        run: |2
            waxwing run f.swift \\
              --sqlite-directory /e

      """,
      becomes: """
        a:
          command: >-
            waxwing run f.swift
            --recovery-directory /a -b 86400

            --snapshot-interval 3
        b:
          command: waxwing run f.swift
            --recovery-directory /b -s 10 -b 86400
            -w 4
        c:
          command: "waxwing run f.swift \\
            --recovery-directory /c -s 10 -b 86400\\x20
            -w 2"
        d:
          command: 'waxwing run f.swift

            --recovery-directory ''/d'' -s 10 -b 86400'
        e:
          run: |2
              waxwing run f.swift \\
                --recovery-directory /e -s 10 -b 86400

        """)
  }

  @Test func aWorkflowsVariablesReachDownToItsSteps() throws {
    try expect(
      "ci.yml",
      """
      env: {BYTEWAX_RECOVERY_BACKUP_INTERVAL: 60}
      jobs:
        a:
          env: {BYTEWAX_EPOCH_INTERVAL: 3}
          steps:
            - name: waxwing run f.swift --epoch-interval 3
              run: waxwing run f.swift --sqlite-directory a
        b:
          steps:
            - run: |
                # waxwing run f.swift --epoch-interval 3
                waxwing run f.swift --sqlite-directory b
            - run: waxwing run f.swift --sqlite-directory c
              env:
                BYTEWAX_EPOCH_INTERVAL: 3

      """,
      becomes: """
        env: {BYTEWAX_RECOVERY_BACKUP_INTERVAL: 60}
        jobs:
          a:
            env: {BYTEWAX_SNAPSHOT_INTERVAL: 3}
            steps:
              - name: waxwing run f.swift --epoch-interval 3
                run: waxwing run f.swift --recovery-directory a
          b:
            steps:
              - run: |
                  # waxwing run f.swift --epoch-interval 3
                  waxwing run f.swift --recovery-directory b -s 10
              - run: waxwing run f.swift --recovery-directory c
                env:
                  BYTEWAX_SNAPSHOT_INTERVAL: 3

        """)
  }

  @Test func aRecipeHasWhatItsTargetSets() throws {
    try expect(
      "Makefile",
      """
      RUN = waxwing run f.swift
      STORE ?= db
      FLAGS = -p 2 --sqlite-directory db
      slow: export BYTEWAX_EPOCH_INTERVAL = 30
      slow:
      \t@$(RUN) --sqlite-directory $(STORE)
      fast:
      \t-$(RUN) --sqlite-directory ${STORE} \\
      \t  -p 2
      \tBYTEWAX_EPOCH_INTERVAL=3 $(RUN) --sqlite-directory db
      \tfor s in a b; do waxwing run $$s.swift -p 2; done
      both: ; $(RUN) $(FLAGS)
      again:
      \tcd x && waxwing run g.swift $(FLAGS)

      """,
      becomes: """
        RUN = waxwing run f.swift
        STORE ?= db
        FLAGS = -w 2 --recovery-directory db -s 10 -b 86400
        slow: export BYTEWAX_SNAPSHOT_INTERVAL = 30
        slow:
        \t@$(RUN) --recovery-directory $(STORE) -b 86400
        fast:
        \t-$(RUN) --recovery-directory ${STORE} -s 10 -b 86400 \\
        \t  -w 2
        \tBYTEWAX_SNAPSHOT_INTERVAL=3 $(RUN) --recovery-directory db -b 86400
        \tfor s in a b; do waxwing run $$s.swift -w 2; done
        both: ; $(RUN) $(FLAGS)
        again:
        \tcd x && waxwing run g.swift $(FLAGS)

        """)
    try expectLeft("Makefile", "all: export BYTEWAX_EPOCH_INTERVAL = 3\nall: one\none:\n\twaxwing run f.swift --sqlite-directory db\n")
  }

  @Test func aStageHasItsOwnVariables() throws {
    try expect(
      "Dockerfile",
      """
      FROM swift AS base
      RUN waxwing run f.swift --sqlite-directory /a
      ENV BYTEWAX_EPOCH_INTERVAL=3 OTHER=x
      RUN waxwing run f.swift --sqlite-directory /b
      FROM base AS next
      ENTRYPOINT ["waxwing", "run", "f.swift"]
      CMD ["--sqlite-directory", "/c", "-p", "2"]
      FROM swift
      ARG BYTEWAX_EPOCH_INTERVAL=4
      RUN waxwing run f.swift --sqlite-directory /d
      CMD exec waxwing run f.swift \\
        --sqlite-directory /e

      """,
      becomes: """
        FROM swift AS base
        RUN waxwing run f.swift --recovery-directory /a -s 10 -b 86400
        ENV BYTEWAX_SNAPSHOT_INTERVAL=3 OTHER=x
        RUN waxwing run f.swift --recovery-directory /b -b 86400
        FROM base AS next
        ENTRYPOINT ["waxwing", "run", "f.swift"]
        CMD ["--recovery-directory", "/c", "-b", "86400", "-w", "2"]
        FROM swift
        ARG BYTEWAX_SNAPSHOT_INTERVAL=4
        RUN waxwing run f.swift --recovery-directory /d -b 86400
        CMD exec waxwing run f.swift \\
          --recovery-directory /e -s 10 -b 86400

        """)
  }

  @Test func aServiceFileIsReadWhole() throws {
    try expect(
      "x.service", "[Service]\nExecStart=/usr/bin/waxwing run f.swift --sqlite-directory /a\nEnvironment=A=1 \"BYTEWAX_EPOCH_INTERVAL=3\"\n",
      becomes: "[Service]\nExecStart=/usr/bin/waxwing run f.swift --recovery-directory /a -b 86400\nEnvironment=A=1 \"BYTEWAX_SNAPSHOT_INTERVAL=3\"\n")
    try expectLeft("x.service", "[Service]\nEnvironmentFile=/etc/flow\nExecStart=waxwing run f.swift --sqlite-directory /a\n")
  }

  @Test func textThatIsNotRunIsNotChanged() throws {
    try expectUntouched("quiet.sh", "echo \"waxwing run f.swift --epoch-interval 3\" # waxwing run f.swift --epoch-interval 3\n")
    try expectUntouched("quiet.sh", "cat <<EOF > later.sh\nwaxwing run f.swift --epoch-interval 3\nexport BYTEWAX_EPOCH_INTERVAL=3\nEOF\n")
    try expectUntouched("quiet.sh", "BYTEWAX_EPOCH_INTERVAL=3 python -m bytewax.run x.py --epoch-interval 3 -p 2\n")
    try expectUntouched("quiet.sh", "BYTEWAX_EPOCH_INTERVAL=3 python3.11 flow.py\n")
    try expectUntouched("quiet.yml", "description: |\n  waxwing run f.swift --epoch-interval 3 reads BYTEWAX_EPOCH_INTERVAL\n")
    try expectUntouched("quiet.yml", "services:\n  a:\n    environment: {BYTEWAX_EPOCH_INTERVAL: 3}\n    command: python -m bytewax.run f\n")
    try expectUntouched("Dockerfile", "FROM x\nENV BYTEWAX_EPOCH_INTERVAL=3\nCMD [\"python\", \"-m\", \"bytewax.run\", \"x\"]\n")
  }

  @Test func filesThatShareVariablesAreReadTogether() throws {
    let files = [
      ("a/.env", "BYTEWAX_EPOCH_INTERVAL=3\n"),
      ("a/compose.yml", "services:\n  x:\n    env_file: ./.env\n    command: waxwing run f.swift --sqlite-directory /x\n"),
      ("a/x.service", "[Service]\nExecStart=waxwing run f.swift --sqlite-directory /y\n"),
      ("a/x.service.d/slow.conf", "[Service]\nEnvironment=BYTEWAX_EPOCH_INTERVAL=3\n"), ("Procfile", "web: waxwing run f.swift --sqlite-directory /z\n"),
    ]
    let tree = DeploymentTree(DeploymentContext(book: try packageRules))
    let after = tree.decide(
      try files.map { path, text in tree.read(path: path, bytes: Array(text.utf8), kind: try #require(DeploymentKind(path: path))) }
    ).map(\.text)
    #expect(
      after == [
        "BYTEWAX_SNAPSHOT_INTERVAL=3\n",
        "services:\n  x:\n    env_file: ./.env\n    command: waxwing run f.swift --recovery-directory /x -b 86400\n",
        "[Service]\nExecStart=waxwing run f.swift --recovery-directory /y -b 86400\n",
        "[Service]\nEnvironment=BYTEWAX_SNAPSHOT_INTERVAL=3\n", "web: waxwing run f.swift --recovery-directory /z -s 10 -b 86400\n",
      ])
  }
}
