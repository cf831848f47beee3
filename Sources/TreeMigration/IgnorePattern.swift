/// A line of a `.gitignore`, as git understands it.
///
/// It is matched by following all that may match at once, so that no pattern takes longer than its length times that of the path.
struct IgnorePattern {
  /// Whether what it matches is taken after all.
  let isNegated: Bool
  /// Whether it speaks of folders only.
  let isForFolders: Bool
  /// Whether it speaks of the whole path from its file's folder, and not of any name.
  private let isAnchored: Bool
  private let parts: [Part]

  private enum Part {
    case byte(UInt8)
    /// One byte of a name.
    case one
    case oneOf(Set<UInt8>)
    /// Any bytes of a name.
    case many
    /// Any folders, each with the slash behind it; `folderName` is inside of one.
    case folders, folderName
    /// Any bytes of all that is below.
    case allBelow
  }

  private static let slash = UInt8(ascii: "/")
  private static let special = Set("*?[\\".utf8)

  /// Nil for an empty line, a comment, and what can match nothing.
  init?(_ line: ArraySlice<UInt8>) {
    var line = Self.withoutSpacesAtTheEnd(line)
    guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { line = line.dropFirst() }
    isForFolders = line.last == Self.slash
    if isForFolders { line = line.dropLast() }
    guard !line.isEmpty else { return nil }
    isAnchored = line.contains(Self.slash)
    if line.first == Self.slash { line = line.dropFirst() }
    guard let parts = Self.parts(of: Array(line), areSlashesPlain: !isAnchored) else { return nil }
    self.parts = parts
  }

  /// Whether it speaks of a path, told from its file's folder, whose last name begins at `nameStart`.
  func matches(_ path: [UInt8], nameStart: Int, isFolder: Bool) -> Bool {
    guard !isForFolders || isFolder else { return false }
    return matches(isAnchored ? path[...] : path[nameStart...])
  }

  private func matches(_ text: ArraySlice<UInt8>) -> Bool {
    var here = [Bool](repeating: false, count: parts.count + 1)
    here[0] = true
    for byte in text {
      skip(in: &here)
      var next = [Bool](repeating: false, count: parts.count + 1)
      var isAlive = false
      for index in parts.indices where here[index] {
        guard let step = step(from: index, over: byte) else { continue }
        next[step] = true
        isAlive = true
      }
      guard isAlive else { return false }
      here = next
    }
    skip(in: &here)
    return here[parts.count]
  }

  /// Goes past what may match nothing.
  private func skip(in here: inout [Bool]) {
    for index in parts.indices where here[index] {
      switch parts[index] {
      case .many, .allBelow: here[index + 1] = true
      case .folders: here[index + 2] = true
      default: continue
      }
    }
  }

  private func step(from index: Int, over byte: UInt8) -> Int? {
    let isName = byte != Self.slash
    switch parts[index] {
    case .byte(let wanted): return byte == wanted ? index + 1 : nil
    case .one: return isName ? index + 1 : nil
    case .oneOf(let bytes): return isName && bytes.contains(byte) ? index + 1 : nil
    case .many: return isName ? index : nil
    case .folders: return isName ? index + 1 : index
    case .folderName: return isName ? index : index - 1
    case .allBelow: return index
    }
  }

  /// Nil for a bracket that is not closed, which matches nothing.
  private static func parts(of pattern: [UInt8], areSlashesPlain: Bool) -> [Part]? {
    var parts: [Part] = []
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      index += 1
      switch byte {
      case UInt8(ascii: "?"): parts.append(.one)
      case UInt8(ascii: "\\"):
        // One at the end matches nothing.
        guard index < pattern.count else { return nil }
        parts.append(.byte(pattern[index]))
        index += 1
      case UInt8(ascii: "["):
        guard let (bytes, end) = bracket(in: pattern, from: index) else { return nil }
        parts.append(.oneOf(bytes))
        index = end
      case UInt8(ascii: "*"):
        let start = index - 1
        while index < pattern.count, pattern[index] == byte { index += 1 }
        // Behind plain letters alone git takes two for what they are behind a slash.
        let isFirst = !pattern[..<start].contains(where: special.contains)
        let isDouble = index - start > 1 && !areSlashesPlain && (isFirst || pattern[start - 1] == slash)
        if isDouble, index == pattern.count {
          parts.append(.allBelow)
        } else if isDouble, pattern[index] == slash {
          parts += [.folders, .folderName]
          index += 1
        } else {
          parts.append(.many)
        }
      default: parts.append(.byte(byte))
      }
    }
    return parts
  }

  /// The bytes that a bracket stands for, and where it ends.
  private static func bracket(in pattern: [UInt8], from start: Int) -> (Set<UInt8>, Int)? {
    var index = start
    var bytes: Set<UInt8> = []
    let isNegated = index < pattern.count && (pattern[index] == UInt8(ascii: "!") || pattern[index] == UInt8(ascii: "^"))
    if isNegated { index += 1 }
    let first = index
    /// A byte, which a backslash may stand before.
    func byte() -> UInt8? {
      if index < pattern.count, pattern[index] == UInt8(ascii: "\\") { index += 1 }
      guard index < pattern.count else { return nil }
      index += 1
      return pattern[index - 1]
    }
    while index < pattern.count {
      if pattern[index] == UInt8(ascii: "]"), index > first {
        return (isNegated ? Set(UInt8.min...UInt8.max).subtracting(bytes) : bytes, index + 1)
      }
      if let (named, end) = namedClass(in: pattern, at: index) {
        guard let named else { return nil }
        bytes.formUnion(named)
        index = end
        continue
      }
      guard let low = byte() else { return nil }
      if index + 1 < pattern.count, pattern[index] == UInt8(ascii: "-"), pattern[index + 1] != UInt8(ascii: "]") {
        index += 1
        guard let high = byte() else { return nil }
        if low <= high { bytes.formUnion(low...high) }
      } else {
        bytes.insert(low)
      }
    }
    return nil
  }

  /// `[:alpha:]` and its like, and where it ends; nil bytes for a name that there is none of.
  private static func namedClass(in pattern: [UInt8], at start: Int) -> (Set<UInt8>?, Int)? {
    guard pattern[start...].starts(with: Array("[:".utf8)) else { return nil }
    let rest = pattern[(start + 2)...]
    guard let end = rest.firstIndex(of: UInt8(ascii: "]")), end > rest.startIndex, pattern[end - 1] == UInt8(ascii: ":") else {
      return nil
    }
    let test: ((Unicode.Scalar) -> Bool)? =
      switch String(decoding: rest[..<(end - 1)], as: UTF8.self) {
      case "alpha": { $0.properties.isAlphabetic }
      case "digit": { ("0"..."9").contains($0) }
      case "alnum": { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
      case "upper": { ("A"..."Z").contains($0) }
      case "lower": { ("a"..."z").contains($0) }
      case "space": { "\t\n\u{0B}\u{0C}\r ".unicodeScalars.contains($0) }
      case "blank": { $0 == " " || $0 == "\t" }
      case "punct": { ("!"..."~").contains($0) && !$0.properties.isAlphabetic && !("0"..."9").contains($0) }
      case "xdigit": { $0.properties.isASCIIHexDigit }
      case "cntrl": { $0.value < 32 || $0.value == 127 }
      case "print": { (" "..."~").contains($0) }
      case "graph": { ("!"..."~").contains($0) }
      default: nil
      }
    return (test.map { test in Set((0..<128 as Range<UInt8>).filter { test(Unicode.Scalar($0)) }) }, end + 1)
  }

  /// Spaces at the end count only behind a backslash.
  private static func withoutSpacesAtTheEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == UInt8(ascii: "\\"), index + 1 < line.endIndex {
        index += 1
      } else if line[index] == UInt8(ascii: " ") {
        index += 1
        continue
      }
      index += 1
      end = index
    }
    return line[..<end]
  }
}
