#if canImport(Glibc)
@preconcurrency import Glibc
#elseif canImport(Darwin)
@preconcurrency import Darwin
#endif

/// Where a connector tells people what it waits for; standard error, unless a test listens.
struct Notices: Sendable {
  let say: @Sendable (String) -> Void

  static let standardError = Notices { fputs("waxwing: \($0)\n", stderr) }

  /// The same for one step, whose qualified id stands before what is said.
  static func standardError(of step: String) -> Notices { Notices { standardError.say("step '\(step)': \($0)") } }
}
