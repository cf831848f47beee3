import Foundation

/// Where a file's next text waits, beside it, so that one rename puts it in its place.
///
/// Nobody can foresee the name, and it is in the log before it is used; a file that has it already is neither used nor removed.
struct Draft {
  let target: WriteTarget
  let name: String

  init(_ target: WriteTarget, number: Int, tag: String) {
    self.target = target
    name = ".waxwing-\(tag)-\(number)"
  }

  /// 128 bits that nobody can foresee.
  static func newTag() -> String {
    var system = SystemRandomNumberGenerator()
    return (0..<2).map { _ in String(system.next() as UInt64 | 1 << 63, radix: 16) }.joined()
  }

  /// Where it lies, for a message.
  var path: String { target.folderPath == "/" ? "/\(name)" : "\(target.folderPath)/\(name)" }

  func isThere() throws(DiskFailure) -> Bool { try target.folder().holds(name) }

  /// Writes the text, with the mode and the owner of the file that is there.
  func make(_ bytes: [UInt8], isDurable: Bool) throws(DiskFailure) {
    let folder = try target.folder()
    let facts = try folder.facts(of: target.name)
    try folder.make(
      name, bytes, mode: facts.st_mode & 0o7777, owner: geteuid() == 0 ? (facts.st_uid, facts.st_gid) : nil, isDurable: isDurable)
  }

  /// Puts the draft in the file's place. Returns whether it was there and had this text.
  func take(_ text: KeptText) throws(DiskFailure) -> Bool {
    let folder = try target.folder()
    guard try folder.holds(name), TextMark(try folder.read(name)) == text.mark else { return false }
    try folder.rename(name, to: target.name)
    return true
  }

  /// What becomes of a draft that nobody wants any more.
  enum Removal { case isGone, isNotOurs }

  /// Removes the draft, if it is a file of this user in which nothing stands but the beginning of one of these texts.
  func remove(ifBeginningOf texts: () -> [[UInt8]]) throws(DiskFailure) -> Removal {
    let folder = try target.folder()
    guard try folder.holds(name) else { return .isGone }
    let facts = try folder.facts(of: name)
    guard facts.st_mode & S_IFMT == S_IFREG, facts.st_nlink == 1, geteuid() == 0 || facts.st_uid == geteuid() else {
      return .isNotOurs
    }
    let bytes = try folder.read(name)
    guard texts().contains(where: { $0.starts(with: bytes) }) else { return .isNotOurs }
    try folder.remove(name)
    return .isGone
  }
}
