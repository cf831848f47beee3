#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Cuts a file into lines: a line ends with "\n", "\r\n" or "\r", as text does in Python, or with the file.
///
/// One buffer is read into again and again, and only `memchr` looks at single bytes. The raw buffer is sound because this
/// object alone owns it, `0..<end` is always initialised, and a `Line` is used up before the next one is asked for.
final class LineReader {
  /// One line in the buffer; it is overwritten when the next line is read.
  struct Line {
    let start: UnsafePointer<UInt8>
    /// How many bytes the line has without its end.
    let count: Int
    /// How many bytes its end has: 2 for "\r\n", 0 where the file ends without one.
    let endCount: Int

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }
    var bytesWithEnd: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count + endCount) }
  }

  private let file: OpenFile
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The first byte that has not been handed out.
  private var start = 0
  /// There is no "\n" in `start..<scanned`.
  private var scanned = 0
  /// The end of what has been read.
  private var end = 0
  /// The first "\r" at or behind `start`, `end` if there is none.
  private var carriageReturn = 0
  /// Where in the file the buffer begins.
  private var bufferOffset: Int
  private var atEnd = false
  /// Whether the buffer may hold the beginning of a four-byte character.
  private var hasLongCharacters = false

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Begins at a byte offset. A buffer doubles when a line does not fit into it.
  init(_ path: String, from offset: Int = 0, bufferSize: Int = 256 * 1024) throws {
    file = try OpenFile(reading: path)
    if offset > 0 { try file.seek(to: offset) }
    bufferOffset = offset
    capacity = max(2, bufferSize)
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// Where in the file the next line begins.
  var offset: Int { bufferOffset + start }

  /// Goes on at another place of the file.
  func seek(to offset: Int) throws {
    try file.seek(to: offset)
    (start, scanned, end, carriageReturn) = (0, 0, 0, 0)
    (bufferOffset, atEnd, hasLongCharacters) = (offset, false, false)
  }

  /// The next line, `nil` at the end of the file.
  func next() throws -> Line? {
    while true {
      if carriageReturn < start { carriageReturn = position(of: Self.carriageReturn, from: start) }
      let stop = min(position(of: Self.lineFeed, from: scanned), carriageReturn)
      // Behind a "\r" that is the last byte read there may be a "\n" yet.
      if stop < end && (stop + 1 < end || stop != carriageReturn || atEnd) {
        let isPair = stop == carriageReturn && stop + 1 < end && buffer[stop + 1] == Self.lineFeed
        return take(upTo: stop, endCount: isPair ? 2 : 1)
      }
      if atEnd { return start < end ? take(upTo: end, endCount: 0) : nil }
      scanned = stop
      try refill()
    }
  }

  /// The line just read as a string; throws when it is not UTF-8.
  func text(_ line: Line) throws -> String {
    try text(line.bytes, at: offset - line.count - line.endCount)
  }

  /// Bytes from the buffer as a string; `place` is where in the file they begin.
  func text(_ bytes: UnsafeBufferPointer<UInt8>, at place: @autoclosure () -> Int) throws -> String {
    // Decoding is three times as fast as validating, and repairs: each bad sequence becomes three bytes, so the length
    // tells, except where a four-byte character lacks its last byte.
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.count == bytes.count, !hasLongCharacters || String(validating: bytes, as: UTF8.self) != nil else {
      throw notUTF8(bytes, at: place())
    }
    return text
  }

  /// Bytes from anywhere as a string; `place` is where in the file what they were made from begins.
  func checkedText(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw notUTF8(bytes, at: place) }
    return text
  }

  func close() throws { try file.close() }

  private func position(of byte: UInt8, from first: Int) -> Int {
    guard let found = memchr(buffer + first, Int32(byte), end - first) else { return end }
    return UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
  }

  private func take(upTo stop: Int, endCount: Int) -> Line {
    defer {
      start = stop + endCount
      scanned = start
    }
    return Line(start: buffer + start, count: stop - start, endCount: endCount)
  }

  /// Moves what is left to the front and reads behind it.
  private func refill() throws {
    let kept = end - start
    if start > 0 {
      memmove(buffer, buffer + start, kept)
    } else if end == capacity {
      grow()
    }
    (scanned, carriageReturn, bufferOffset) = (scanned - start, carriageReturn - start, bufferOffset + start)
    (start, end) = (0, kept)
    let count = try file.read(into: UnsafeMutableRawBufferPointer(start: buffer + kept, count: capacity - kept))
    atEnd = count == 0
    end = kept + count
    if carriageReturn == kept { carriageReturn = position(of: Self.carriageReturn, from: kept) }
    let bytes = buffer
    var largest: UInt8 = 0
    for position in kept..<end { largest = max(largest, bytes[position]) }
    hasLongCharacters = largest >= 0xF0 || hasLongCharacters && kept > 0
  }

  private func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: buffer, count: end)
    buffer.deallocate()
    buffer = larger
    capacity *= 2
  }

  private func notUTF8(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> ConnectorError {
    var valid = 0
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&rest) { valid += UTF8.width(scalar) }
    return ConnectorError(.notUTF8, file.path, offset: place + valid)
  }
}
