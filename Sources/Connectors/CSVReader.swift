#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Cuts a file into records by RFC 4180, and what breaks its rules as Python's `csv` does: a quoted field may hold line breaks and
/// doubled quotes, and what follows a closing quote belongs to the field.
///
/// A line without quotes, the usual case, is only cut at its delimiters; others go through a state machine.
final class CSVReader {
  private enum State {
    case recordStart, fieldStart, field, quoted, quoteInQuoted
    case escaped, escapedInQuoted
  }

  private let path: String
  private let lines: LineReader
  private let format: CSVFormat
  /// Whether every line is a record of its own, as in 0.16: a quoted field ends with its line.
  private let isLinewise: Bool
  private var fields: [String] = []
  private var field: [UInt8] = []
  private var recordOffset = 0

  init(_ path: String, _ format: CSVFormat, isLinewise: Bool = false) throws {
    self.path = path
    self.format = format
    self.isLinewise = isLinewise
    lines = try LineReader(path)
  }

  var offset: Int { lines.offset }
  func seek(to offset: Int) throws { try lines.seek(to: offset) }
  func close() throws { try lines.close() }

  /// The fields of the next record, none for a blank line; `nil` at the end of the file.
  func next() throws -> [String]? {
    recordOffset = lines.offset
    guard var line = try lines.next() else { return nil }
    fields.removeAll(keepingCapacity: true)
    if isPlain(line) {
      try cutPlain(line)
      return fields
    }
    var state = State.recordStart
    while try !run(&state, over: line) {
      if isLinewise || line.endCount == 0 {
        try finish(state)
        break
      }
      guard let following = try lines.next() else {
        try finish(state)
        break
      }
      line = following
    }
    return fields
  }

  private func isPlain(_ line: LineReader.Line) -> Bool {
    func holds(_ mark: CSVFormat.Mark?) -> Bool {
      mark.map { memchr(line.start, Int32($0.first), line.count) != nil } ?? false
    }
    return format.delimiter.rest.isEmpty && !format.skipsInitialSpace && !holds(format.quote) && !holds(format.escape)
  }

  private func cutPlain(_ line: LineReader.Line) throws {
    if line.count == 0 { return }
    var start = 0
    while let found = memchr(line.start + start, Int32(format.delimiter.first), line.count - start) {
      let stop = UnsafeRawPointer(found) - UnsafeRawPointer(line.start)
      fields.append(try text(line, start..<stop))
      start = stop + 1
    }
    fields.append(try text(line, start..<line.count))
  }

  private func text(_ line: LineReader.Line, _ range: Range<Int>) throws -> String {
    let bytes = UnsafeBufferPointer(start: line.start + range.lowerBound, count: range.count)
    return try lines.text(bytes, at: recordOffset + range.lowerBound)
  }

  /// Takes in a line; true when the record ends with it.
  private func run(_ state: inout State, over line: LineReader.Line) throws -> Bool {
    let bytes = line.bytesWithEnd
    var place = 0
    while place < bytes.count {
      var width = 1
      let isEnd = place >= line.count
      switch state {
      case .recordStart, .fieldStart:
        if isEnd {
          if state == .fieldStart { try endField() }
          return true
        }
        if let mark = format.quote, mark.stands(at: place, in: bytes) {
          (state, width) = (.quoted, mark.count)
        } else if let mark = format.escape, mark.stands(at: place, in: bytes) {
          (state, width) = (.escaped, mark.count)
        } else if format.delimiter.stands(at: place, in: bytes) {
          (state, width) = (.fieldStart, format.delimiter.count)
          try endField()
        } else if format.skipsInitialSpace && bytes[place] == UInt8(ascii: " ") {
          state = .fieldStart
        } else {
          state = .field
          field.append(bytes[place])
        }
      case .field:
        if isEnd {
          try endField()
          return true
        }
        if let mark = format.escape, mark.stands(at: place, in: bytes) {
          (state, width) = (.escaped, mark.count)
        } else if format.delimiter.stands(at: place, in: bytes) {
          (state, width) = (.fieldStart, format.delimiter.count)
          try endField()
        } else {
          field.append(bytes[place])
        }
      case .quoted:
        if let mark = format.escape, mark.stands(at: place, in: bytes) {
          (state, width) = (.escapedInQuoted, mark.count)
        } else if let mark = format.quote, mark.stands(at: place, in: bytes) {
          (state, width) = (format.doublesQuotes ? .quoteInQuoted : .field, mark.count)
        } else {
          field.append(bytes[place])
        }
      case .quoteInQuoted:
        if isEnd {
          try endField()
          return true
        }
        if let mark = format.quote, mark.stands(at: place, in: bytes) {
          (state, width) = (.quoted, mark.count)
          field.append(contentsOf: [mark.first] + mark.rest)
        } else if format.delimiter.stands(at: place, in: bytes) {
          (state, width) = (.fieldStart, format.delimiter.count)
          try endField()
        } else if format.isStrict {
          throw ConnectorError(.badRecord, path, "a quoted field goes on behind its closing quote", offset: recordOffset)
        } else {
          state = .field
          field.append(bytes[place])
        }
      case .escaped, .escapedInQuoted:
        state = state == .escaped ? .field : .quoted
        field.append(bytes[place])
      }
      place += width
    }
    // Only an end that a quoted field or an escape took in leads here, or the end of the file.
    return false
  }

  /// Ends a record that the file ends within.
  private func finish(_ state: State) throws {
    switch state {
    case .recordStart: return
    case .quoted, .escapedInQuoted:
      if format.isStrict { throw ConnectorError(.badRecord, path, "a quoted field is never closed", offset: recordOffset) }
    case .escaped: field.append(UInt8(ascii: "\n"))
    case .fieldStart, .field, .quoteInQuoted: break
    }
    try endField()
  }

  private func endField() throws {
    fields.append(try field.withUnsafeBufferPointer { try lines.checkedText($0, at: recordOffset) })
    field.removeAll(keepingCapacity: true)
  }
}
