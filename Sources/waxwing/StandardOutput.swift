#if canImport(Glibc)
@preconcurrency import Glibc
#elseif canImport(Darwin)
@preconcurrency import Darwin
#endif

/// Where results are printed.
enum StandardOutput {
  /// Whether something that was printed is lost. Read at the end only, when one thread is left.
  static var hasFailed: Bool { ferror(stdout) != 0 }
}
