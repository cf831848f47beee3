import Testing

/// What a service, a container and a step of a workflow see, and text of several lines.
@Suite struct ContainerScopeTests {
  @Test func aServiceHasItsOwnEnvironment() throws {
    try expectRewriting(
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
    try expectRewriting(
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
    try expectRewriting(
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
    try expectRewriting(
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
}
