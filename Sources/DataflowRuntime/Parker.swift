import DataflowCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Lets one thread sleep until a moment or until another thread wakes it; a wake-up that comes first is not lost.
///
/// Unchecked because the C mutex guards `awake`, and both C objects stay at one address for the parker's whole life.
final class Parker: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var awake = false

  init() {
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func wake() {
    pthread_mutex_lock(mutex)
    let wasAwake = awake
    awake = true
    pthread_mutex_unlock(mutex)
    // Only now, or the thread that wakes would at once wait for the mutex.
    if !wasAwake { pthread_cond_signal(condition) }
  }

  /// Sleeps until woken, or until `deadline` by the system clock when there is one.
  func park(until deadline: Instant?) {
    pthread_mutex_lock(mutex)
    defer {
      awake = false
      pthread_mutex_unlock(mutex)
    }
    guard let deadline, deadline < .distantFuture else {
      while !awake { pthread_cond_wait(condition, mutex) }
      return
    }
    let (seconds, rest) = deadline.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    var time = timespec(tv_sec: Int(max(0, seconds)), tv_nsec: Int(max(0, rest)) * 1000)
    while !awake {
      if pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT { return }
    }
  }
}
