import Testing

/// Who sees a variable in a script, and which words are a command's.
@Suite struct ShellScopeTests {
  @Test func aVariableBeforeACommandIsThatCommands() throws {
    try expectRewriting(
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
    try expectRewriting(
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
    try expectRewriting(
      "local.sh", "BYTEWAX_EPOCH_INTERVAL=3\nwaxwing run f.swift --sqlite-directory a\nexport BYTEWAX_EPOCH_INTERVAL\nwaxwing run f.swift --sqlite-directory b\n",
      becomes: "BYTEWAX_SNAPSHOT_INTERVAL=3\nwaxwing run f.swift --recovery-directory a -s 10 -b 86400\n"
        + "export BYTEWAX_SNAPSHOT_INTERVAL\nwaxwing run f.swift --recovery-directory b -b 86400\n")
  }

  @Test func aFunctionSeesWhatItsCallerHas() throws {
    try expectRewriting(
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
    try expectRewriting(
      "both.sh", "if $FAST; then export BYTEWAX_EPOCH_INTERVAL=1; else export BYTEWAX_EPOCH_INTERVAL=9; fi\nwaxwing run f.swift --sqlite-directory a\n",
      becomes: "if $FAST; then export BYTEWAX_SNAPSHOT_INTERVAL=1; else export BYTEWAX_SNAPSHOT_INTERVAL=9; fi\nwaxwing run f.swift --recovery-directory a -b 86400\n")
  }

  @Test func processesBecomeWorkers() throws {
    try expectRewriting(
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
    try expectRewriting(
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
    try expectRewriting(
      "words.sh", "FLAGS='--sqlite-directory db'\nwaxwing run f.swift $FLAGS\nBYTEWAX_EPOCH_INTERVAL=3 waxwing run f.swift $FLAGS\n",
      becomes: "FLAGS='--recovery-directory db'\nwaxwing run f.swift $FLAGS -s 10 -b 86400\nBYTEWAX_SNAPSHOT_INTERVAL=3 waxwing run f.swift $FLAGS -b 86400\n")
    try expectLeft("words.sh", "FLAGS='--epoch-interval 3'\ntrain $FLAGS\nwaxwing run f.swift $FLAGS\n")
    try expectLeft("words.sh", "waxwing run f.swift $FLAGS\n")
  }

  @Test func flagsThatAreNotKnownCountMoreThanWhatIsPutIn() throws {
    try expectRewriting(
      "rest.sh", "exec waxwing run f.swift --sqlite-directory db \"$@\"\nwaxwing run f.swift $FLAGS --sqlite-directory db\n",
      becomes: "exec waxwing run f.swift --recovery-directory db -s 10 -b 86400 \"$@\"\nwaxwing run f.swift -s 10 -b 86400 $FLAGS --recovery-directory db\n")
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

  @Test func wordsInBackquotesStandWhereTheyAre() throws {
    try expectRewriting(
      "ticks.sh", "out=`BYTEWAX_EPOCH_INTERVAL=3 waxwing run f.swift --sqlite-directory db>log`\n",
      becomes: "out=`BYTEWAX_SNAPSHOT_INTERVAL=3 waxwing run f.swift --recovery-directory db -b 86400 >log`\n")
    try expectLeft("open.sh", "waxwing run f.swift --sqlite-directory 'db\n")
  }

  @Test func whatStandsBehindTwoDashesIsNotTheFlows() throws {
    try expectRewriting(
      "dashes.sh", "waxwing run f.swift --sqlite-directory db -- --epoch-interval 3\n",
      becomes: "waxwing run f.swift --recovery-directory db -s 10 -b 86400 -- --epoch-interval 3\n")
    try expectLeft("dashes.sh", "BYTEWAX_RECOVERY_DIRECTORY=db\nexport BYTEWAX_RECOVERY_DIRECTORY\nRUN='waxwing run f.swift -- word'\n$RUN\n")
    try expectLeft("name.sh", "export BYTEWAX_EPOCH\\\n_INTERVAL=3\nwaxwing run f.swift --sqlite-directory db\n")
  }
}
