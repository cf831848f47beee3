/// One stateful step on one worker: its table and its timers.
///
/// What runs for every batch is inlinable, so that it is compiled for the user's own types; snapshots and resuming are not, so that
/// compiling a flow is quick.
public final class KeyedRun<Logic: KeyedLogic> {
  @usableFromInline let logic: Logic
  @usableFromInline let table: KeyedTable<Logic.State>
  @exclusivity(unchecked) @usableFromInline var deadlines = DeadlineHeap()
  @usableFromInline let codec: StateCodec<Logic.Saved>?
  @exclusivity(unchecked) @usableFromInline var woken: [Int] = []
  @exclusivity(unchecked) @usableFromInline var activation = 0

  @inlinable
  public init(_ logic: Logic, tracking: Bool) {
    self.logic = logic
    table = KeyedTable(tracking: tracking)
    codec = tracking ? StateCodec() : nil
  }

  /// The time of the present activation.
  @exclusivity(unchecked) @usableFromInline var now = Instant.distantPast

  /// What is left of an array of results when they have been handed on; taken up again for the next ones.
  @exclusivity(unchecked) @usableFromInline var spare: [Logic.Out] = []

  @inlinable
  public func process(_ share: Share<(String, Logic.Value)>, now: Instant) throws -> [Logic.Out] {
    var out = takeSpare()
    out.reserveCapacity(share.count)
    activation &+= 1
    self.now = now
    let (items, places, count) = (share.items, share.places, share.count)
    let hashes = places == nil && count > 1 && table.isLarge ? items.map { stableHash($0.0) } : []
    for number in 0..<count {
      if number & 63 == 0 && table.isLarge {
        let next = number..<min(number &+ 64, count)
        if let places { table.warm(next) { places[$0].tag } } else if !hashes.isEmpty { table.warm(next) { hashes[$0] } }
      }
      let place = places?[number]
      let (key, value) = items[place.map { Int($0.position) } ?? number]
      let slot = table.slot(for: key, hash: place?.tag ?? (hashes.isEmpty ? stableHash(key) : hashes[number]))
      try logic.onItem(&table.slots[slot].state, key, value, now: now, into: &out)
      if table.slots[slot].state == nil {
        table.remove(slot: slot)
      } else if Logic.wakes && table.marks[slot].wokenIn != activation {
        table.marks[slot].wokenIn = activation
        woken.append(slot)
      }
    }
    if Logic.wakes { try reschedule() }
    return out
  }

  /// An empty array, with the memory of earlier results if there is some.
  @inlinable
  func takeSpare() -> [Logic.Out] {
    let out = spare
    spare = []
    return out
  }

  /// Keeps the memory of results that have been handed on, unless somebody still holds them.
  @inlinable
  public func reuse(_ out: consuming [Logic.Out]) {
    // One by one, in code compiled for the type: the run-time library asks a tuple's metadata about each of its parts.
    while !out.isEmpty { out.removeLast() }
    spare = out
  }

  @inlinable
  public func wake(now: Instant) throws -> [Logic.Out] {
    self.now = now
    var due: [Int] = []
    while let first = deadlines.first, first.due <= now {
      _ = deadlines.popFirst()
      if isCurrent(first) {
        table.marks[first.slot].due = .distantFuture
        table.marks[first.slot].scheduled = .distantFuture
        due.append(first.slot)
      } else {
        reinsert(first)
      }
    }
    var out = takeSpare()
    for slot in table.sorted(due) {
      table.touch(slot: slot)
      let key = table.slots[slot].key
      try logic.onWake(&table.slots[slot].state, key, now: now, into: &out)
      if table.slots[slot].state == nil { table.remove(slot: slot) } else { woken.append(slot) }
    }
    try reschedule()
    return out
  }

  @inlinable
  public func end(now: Instant) throws -> [Logic.Out] {
    guard Logic.actsAtEnd else { return [] }
    var out = takeSpare()
    for slot in table.sortedSlots() {
      table.touch(slot: slot)
      let key = table.slots[slot].key
      try logic.onEnd(&table.slots[slot].state, key, now: now, into: &out)
      if table.slots[slot].state == nil { table.remove(slot: slot) } else if Logic.wakes { woken.append(slot) }
    }
    if Logic.wakes { try reschedule() }
    return out
  }

  /// When to look at the earliest key again.
  @inlinable
  public var nextWake: Instant? { deadlines.first?.due }

  public func takeSnapshots(step: String) throws -> [Snapshot] {
    defer { table.touched.removeAll(keepingCapacity: true) }
    guard !table.touched.isEmpty else { return [] }
    guard let codec else { throw StateNotCodable(type: "\(Logic.Saved.self)") }
    var snapshots: [Snapshot] = []
    var absent: [Int] = []
    snapshots.reserveCapacity(table.touched.count)
    for (key, hash) in table.touched {
      // A key that was discarded and made again is listed twice, and settled the second time.
      let (slot, wasSettled) = table.settle(key, hash)
      if wasSettled { continue }
      if let state = table.slots[slot].state {
        snapshots.append(Snapshot(step: step, key: key, state: try codec.encode(logic.save(state))))
      } else {
        absent.append(slot)
        snapshots.append(Snapshot(step: step, key: key, state: nil))
      }
    }
    for slot in absent { table.remove(slot: slot) }
    return snapshots
  }

  public func restore(_ key: String, _ hash: UInt64, _ bytes: [UInt8]) throws {
    guard let codec else { throw StateNotCodable(type: "\(Logic.Saved.self)") }
    let saved: Logic.Saved
    do { saved = try codec.decode(bytes) } catch { throw StateNotReadable.naming(key, error) }
    let slot = table.settle(key, hash).slot
    table.slots[slot].state = try logic.restore(saved, key)
    if Logic.wakes {
      woken.append(slot)
      try reschedule()
    }
  }

  /// Asks every key woken in this activation when it wants to be woken next.
  @inlinable
  func reschedule() throws {
    for slot in woken {
      guard let state = table.slots[slot].state, let due = try logic.wakeUp(state) else { continue }
      table.marks[slot].due = due
      let scheduled = table.marks[slot].scheduled
      if due < scheduled { schedule(slot, at: scheduled == .distantFuture ? due : halfway(to: due)) }
    }
    woken.removeAll(keepingCapacity: true)
  }

  /// Half of the time that is left. A wish that has moved forward once, as an event clock's does with each item, will do so again; from
  /// there it is looked at anew, so that it costs a few looks and not an entry for every item.
  @inlinable
  func halfway(to due: Instant) -> Instant {
    let left = due - now
    return left.microseconds > 1000 ? now + TimeSpan(microseconds: left.microseconds / 2) : due
  }

  @inlinable
  func schedule(_ slot: Int, at moment: Instant) {
    table.marks[slot].scheduled = moment
    deadlines.insert(moment, slot: slot)
  }

  /// Whether a heap entry still says what its slot wants.
  @inlinable
  func isCurrent(_ entry: (due: Instant, slot: Int)) -> Bool { table.marks[entry.slot].due == entry.due }

  /// Looks again at a slot whose entry has come up before its wish: the entry is put back to where the wish now is.
  @inlinable
  func reinsert(_ entry: (due: Instant, slot: Int)) {
    guard table.marks[entry.slot].scheduled == entry.due else { return }
    let due = table.marks[entry.slot].due
    if due == .distantFuture {
      table.marks[entry.slot].scheduled = .distantFuture
    } else {
      schedule(entry.slot, at: halfway(to: due))
    }
  }
}
