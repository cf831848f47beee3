import Testing

/// `waxwing run` from the outside: what decides the era beside the file.
@Suite struct RunTests {
  /// Says nothing about whether it is 0.16 or 0.17.
  private static let flow = "import Bytewax\nlet flow = Dataflow()\nflow.input(\"inp\", TestingInput([1]))\nflow.output(\"out\", StdOutput())\n"

  @Test func aFlowThatMayBe016IsWhereItIsStartedAsOnly016Was() throws {
    let place = try Workplace(["a.swift": Self.flow, "new.swift": newFlow])
    let old = try place.waxwing("run", "-v", "a.swift", "--epoch-interval", "5")
    #expect(old.status == 0 && old.output == "1\n", "\(old.errors)")
    #expect(old.errors.contains("a.swift: it may be 0.16 or later, and --epoch-interval is 0.16\n"))
    let plain = try place.waxwing("run", "-v", "a.swift", "-s", "5")
    #expect(plain.status == 0 && plain.errors.contains("era 0.17, because"), "\(plain.errors)")
    // Also of a program that was kept.
    #expect(try place.waxwing("run", "-v", "a.swift", "-s", "5").errors.contains("era 0.17, because"))
    let new = try place.waxwing("run", "new.swift", "--epoch-interval", "5")
    #expect(new.status == 64 && new.errors.contains("--epoch-interval"))
  }
}
