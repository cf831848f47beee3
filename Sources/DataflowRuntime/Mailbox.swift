import DataflowCore
import Synchronization

/// The parcels sent to one worker that it has not yet taken in.
final class Mailbox: Sendable {
  private let parcels = Mutex<[(receiver: Int, parcel: Parcel)]>([])
  private let weight = Atomic<Int>(0)
  private let parker: Parker

  /// Above this many items senders stop reading their sources until the worker has caught up.
  static let limit = 16_384

  init(waking parker: Parker) { self.parker = parker }

  var isFull: Bool { weight.load(ordering: .relaxed) > Self.limit }

  func put(_ parcel: sending Parcel, for receiver: Int) {
    weight.wrappingAdd(parcel.weight, ordering: .relaxed)
    let wasEmpty = parcels.withLock { parcels in
      parcels.append((receiver, parcel))
      return parcels.count == 1
    }
    if wasEmpty { parker.wake() }
  }

  /// Everything that has come, in order; from each sender in the order it was sent.
  func takeAll() -> [(receiver: Int, parcel: Parcel)] {
    parcels.withLock { parcels in
      defer { parcels = [] }
      return parcels
    }
  }

  /// Says that parcels taken out have been worked off; true when that has left a full mailbox half empty. Senders that were woken for less
  /// would fall asleep again after the next batch.
  func worked(off items: Int) -> Bool {
    let (before, after) = weight.wrappingSubtract(items, ordering: .relaxed)
    return before > Self.limit / 2 && after <= Self.limit / 2
  }
}
