import TestSupport
import Testing

@testable import DeploymentFiles

/// What a recipe, an image's stage and a service file see, and files that are read together.
@Suite struct BuildScopeTests {
  @Test func aRecipeHasWhatItsTargetSets() throws {
    try expectRewriting(
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
    try expectRewriting(
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
    try expectRewriting(
      "x.service", "[Service]\nExecStart=/usr/bin/waxwing run f.swift --sqlite-directory /a\nEnvironment=A=1 \"BYTEWAX_EPOCH_INTERVAL=3\"\n",
      becomes: "[Service]\nExecStart=/usr/bin/waxwing run f.swift --recovery-directory /a -b 86400\nEnvironment=A=1 \"BYTEWAX_SNAPSHOT_INTERVAL=3\"\n")
    try expectLeft("x.service", "[Service]\nEnvironmentFile=/etc/flow\nExecStart=waxwing run f.swift --sqlite-directory /a\n")
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
