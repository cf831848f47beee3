#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A joinable system thread.
struct WorkerThread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let thread: pthread_t

  /// Starts a thread; throws `ThreadRefused` when the system has none to give.
  init(_ run: @escaping @Sendable () -> Void) throws {
    #if canImport(Darwin)
    var started: pthread_t?
    #else
    var started = pthread_t()
    #endif
    // The box is retained here and released by the thread that takes it over.
    let body = Unmanaged.passRetained(Body(run))
    let code = pthread_create(&started, nil, { argument in
      #if canImport(Darwin)
      let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
      #else
      guard let argument else { return nil }
      let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
      #endif
      body.run()
      return nil
    }, body.toOpaque())
    guard code == 0 else {
      body.release()
      throw ThreadRefused(code: code)
    }
    #if canImport(Darwin)
    guard let started else { throw ThreadRefused(code: code) }
    #endif
    thread = started
  }

  func join() { pthread_join(thread, nil) }
}

/// Thrown when the system will not start another thread.
struct ThreadRefused: Error, CustomStringConvertible {
  let code: Int32
  var description: String { "the system refused another thread (\(String(cString: strerror(code)))); ask for fewer workers" }
}
