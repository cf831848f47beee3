/// A hash table from keys to states that is changed in place: a slot is found by hash once and then worked on where it lies.
///
/// Slots and marks live in raw buffers. What makes that sound: only this class touches it; `slots[i]` and `marks[i]` are initialised exactly for
/// `i < used`; a vacated slot keeps its key but no state; and the table belongs to one worker's thread, which never calls it
/// from within itself, so accesses do not overlap.
///
/// A table that tracks remembers which keys were looked up since the last snapshot. It costs those that come again nothing: a key that has
/// not been looked up yet has a bit set beside its hash, does not match for that, and is dealt with where other mismatches are.
public final class KeyedTable<State> {
  /// What every lookup reads; kept small, because a large table's slots are rarely in the cache.
  @frozen
  public struct Slot {
    public var key: String
    public var state: State?

    @inlinable
    init(key: String) {
      self.key = key
      state = nil
    }
  }

  /// What lookups do without: the index holds nearly half of the hash already, and only some keys are woken.
  @frozen
  public struct Marks {
    public let hash: UInt64
    /// When the key wants to be woken; `distantFuture` means never.
    public var due = Instant.distantFuture
    /// The earliest entry the deadline heap holds for this slot.
    public var scheduled = Instant.distantFuture
    /// The activation that last listed this slot as woken.
    public var wokenIn = -1

    @inlinable
    init(hash: UInt64) { self.hash = hash }
  }

  /// Slot numbers plus one, with the upper bits of the hash beside each, so that most misses never reach a slot; zero is free. Between
  /// the two stands `settled`.
  @exclusivity(unchecked) @usableFromInline var index: [UInt64]
  @exclusivity(unchecked) @usableFromInline var mask: Int
  @exclusivity(unchecked) public var slots: UnsafeMutablePointer<Slot>
  /// As many as `slots`, each for the slot of its number.
  @exclusivity(unchecked) public var marks: UnsafeMutablePointer<Marks>
  @exclusivity(unchecked) @usableFromInline var capacity: Int
  @exclusivity(unchecked) @usableFromInline var used = 0
  @exclusivity(unchecked) @usableFromInline var vacant: [Int] = []
  /// Whether lookups are remembered.
  @usableFromInline let tracking: Bool
  /// Keys looked up since the last snapshot; once each, or again where a key was removed and made anew.
  @exclusivity(unchecked) var touched: [(key: String, hash: UInt64)] = []
  /// Read by nobody; that it is written keeps the reads of `warm` from being left out.
  @exclusivity(unchecked) @usableFromInline var warmed: UInt64 = 0

  /// Set in the index for a key that has not been looked up since the last snapshot.
  @inlinable static var settled: UInt64 { 1 << 32 }
  /// The bits of an index entry that are its key's hash.
  @inlinable static var tagBits: UInt64 { 0xFFFF_FFFE_0000_0000 }

  @inlinable
  public init(tracking: Bool = false) {
    self.tracking = tracking
    capacity = 8
    index = Array(repeating: 0, count: 16)
    mask = 15
    slots = Self.room(for: 8)
    marks = .allocate(capacity: 8)
  }

  deinit {
    slots.deinitialize(count: used)
    UnsafeMutableRawPointer(slots).deallocate()
    marks.deallocate()
  }

  /// Memory that begins with a line of the cache, so that slots of 32 bytes never lie in two of them.
  @inlinable
  static func room(for count: Int) -> UnsafeMutablePointer<Slot> {
    UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Slot>.stride, alignment: max(64, MemoryLayout<Slot>.alignment))
      .bindMemory(to: Slot.self, capacity: count)
  }

  /// How many keys are in the table.
  @inlinable
  public var count: Int { used - vacant.count }

  /// The slot of a key, made if there was none. Slot numbers stay valid until the key is removed.
  @inlinable
  public func slot(for key: String, hash: UInt64) -> Int {
    let tag = hash & Self.tagBits
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = index[position]
      if entry == 0 { return insertTouched(key, hash, at: position) }
      if entry & (Self.tagBits | Self.settled) == tag {
        let slot = Int(entry & 0xFFFF_FFFF) &- 1
        if slots[slot].key == key { return slot }
      } else if entry & Self.settled != 0, let slot = touch(key, hash, at: position) {
        return slot
      }
      position = (position &+ 1) & mask
    }
  }

  /// The slot of a key, made if there was none, that counts as unchanged from now until its next lookup; `wasSettled` if it did so already.
  func settle(_ key: String, _ hash: UInt64) -> (slot: Int, wasSettled: Bool) {
    let tag = hash & Self.tagBits
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = index[position]
      if entry == 0 { return (insert(key, hash, at: position, Self.settled), false) }
      let slot = Int(entry & 0xFFFF_FFFF) - 1
      if entry & Self.tagBits == tag && slots[slot].key == key {
        index[position] |= Self.settled
        return (slot, entry & Self.settled != 0)
      }
      position = (position + 1) & mask
    }
  }

  /// What a lookup does for a key whose slot is known.
  @usableFromInline
  func touch(slot: Int) {
    if !tracking { return }
    let position = position(of: slot)
    if index[position] & Self.settled != 0 { _ = touch(slots[slot].key, marks[slot].hash, at: position) }
  }

  /// The slot of a settled entry, if it is this key's, which then is no longer settled.
  @usableFromInline
  func touch(_ key: String, _ hash: UInt64, at position: Int) -> Int? {
    let slot = Int(index[position] & 0xFFFF_FFFF) - 1
    guard index[position] & Self.tagBits == hash & Self.tagBits, slots[slot].key == key else { return nil }
    index[position] &= ~Self.settled
    touched.append((slots[slot].key, hash))
    return slot
  }

  /// Whether lookups miss the cache often enough for `warm` to pay.
  @inlinable
  public var isLarge: Bool { capacity >= 2048 }

  /// Reads what the lookups of some hashes, 64 or so, will read first. They do not depend on each other, so the processor waits for all
  /// of them at once, which it could not do with a user's callback between any two.
  @inlinable
  public func warm(_ numbers: Range<Int>, _ hash: (_ number: Int) -> UInt64) {
    var seen: UInt64 = 0
    for number in numbers {
      let entry = index[Int(truncatingIfNeeded: hash(number)) & mask]
      // The first bytes of the slot's string, which are only read.
      if entry != 0 { seen ^= UnsafeRawPointer(slots + (Int(entry & 0xFFFF_FFFF) &- 1)).load(as: UInt64.self) }
    }
    warmed = seen
  }

  @usableFromInline
  func insertTouched(_ key: String, _ hash: UInt64, at position: Int) -> Int {
    if tracking { touched.append((key, hash)) }
    return insert(key, hash, at: position, 0)
  }

  private func insert(_ key: String, _ hash: UInt64, at position: Int, _ settled: UInt64) -> Int {
    let slot: Int
    if let vacated = vacant.popLast() {
      slot = vacated
      slots[slot] = Slot(key: key)
      marks[slot] = Marks(hash: hash)
    } else {
      if used == capacity { growSlots() }
      slot = used
      (slots + slot).initialize(to: Slot(key: key))
      (marks + slot).initialize(to: Marks(hash: hash))
      used += 1
    }
    index[position] = hash & Self.tagBits | settled | UInt64(slot + 1)
    if count * 2 > mask { growIndex() }
    return slot
  }

  /// Forgets a key; the entries behind it move up, so that lookups need no tombstones.
  public func remove(slot: Int) {
    var hole = position(of: slot)
    var probe = (hole + 1) & mask
    while index[probe] != 0 {
      let home = Int(truncatingIfNeeded: marks[Int(index[probe] & 0xFFFF_FFFF) - 1].hash) & mask
      if (probe - home) & mask >= (probe - hole) & mask {
        index[hole] = index[probe]
        hole = probe
      }
      probe = (probe + 1) & mask
    }
    index[hole] = 0
    slots[slot].state = nil
    marks[slot].due = .distantFuture
    vacant.append(slot)
  }

  /// Where in the index a key's slot is.
  private func position(of slot: Int) -> Int {
    var position = Int(truncatingIfNeeded: marks[slot].hash) & mask
    while index[position] & 0xFFFF_FFFF != UInt64(slot + 1) { position = (position + 1) & mask }
    return position
  }

  /// All keys that have a state, with it, in no order.
  @inlinable
  public var states: [(String, State)] {
    var states: [(String, State)] = []
    states.reserveCapacity(count)
    for slot in 0..<used {
      if let state = slots[slot].state { states.append((slots[slot].key, state)) }
    }
    return states
  }

  /// The slots of all keys that have a state, in order of the keys' bytes.
  public func sortedSlots() -> [Int] {
    sorted((0..<used).filter { slots[$0].state != nil })
  }

  /// Puts slots into the order of their keys' bytes.
  public func sorted(_ list: [Int]) -> [Int] {
    list.map { (slots[$0].key, $0) }.sorted { bytesPrecede($0.0, $1.0) }.map(\.1)
  }

  private func growSlots() {
    let larger = Self.room(for: capacity * 2)
    larger.moveInitialize(from: slots, count: used)
    UnsafeMutableRawPointer(slots).deallocate()
    slots = larger
    // Marks hold nothing that must be released, so moving and forgetting their bytes is enough.
    let largerMarks = UnsafeMutablePointer<Marks>.allocate(capacity: capacity * 2)
    largerMarks.moveInitialize(from: marks, count: used)
    marks.deallocate()
    marks = largerMarks
    capacity *= 2
  }

  private func growIndex() {
    let old = index
    index = Array(repeating: 0, count: old.count * 2)
    mask = index.count - 1
    for entry in old where entry != 0 {
      var position = Int(truncatingIfNeeded: marks[Int(entry & 0xFFFF_FFFF) - 1].hash) & mask
      while index[position] != 0 { position = (position + 1) & mask }
      index[position] = entry
    }
  }
}
