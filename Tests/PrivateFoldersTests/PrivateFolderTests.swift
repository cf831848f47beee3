import Foundation
import TestSupport
import Testing

@testable import PrivateFolders

@Suite(.serialized) struct PrivateFolderTests {
  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  private func setMode(_ mode: Int, _ path: String) throws {
    #expect(chmod(path, mode_t(mode)) == 0)
  }

  private func code(_ body: () throws -> Void) -> PrivateFolderError.Code? {
    do { try body() } catch { return (error as? PrivateFolderError)?.code }
    return nil
  }

  @Test("folders are this user's alone under any umask", arguments: [0o000, 0o002, 0o022, 0o077])
  func anyUmask(_ mask: Int) throws {
    let scratch = try Scratch()
    let old = umask(mode_t(mask))
    let folder = Result { try PrivateFolder(making: scratch.path + "/a/b/c", below: scratch.path + "/a") }
    let isWritten = OwnFile.write([1, 2], to: scratch.path + "/a/b/c/file")
    umask(old)
    #expect(try folder.get().path == scratch.path + "/a/b/c")
    for name in ["a", "a/b", "a/b/c"] { #expect(try mode("\(scratch.path)/\(name)") == 0o700) }
    #expect(isWritten)
    #expect(try mode(scratch.path + "/a/b/c/file") == 0o600)
    #expect(OwnFile.read(scratch.path + "/a/b/c/file") == [1, 2])
  }

  @Test func aFolderThatAllMayReadIsClosedAndOneThatOthersMayWriteToIsRefused() throws {
    let scratch = try Scratch()
    let folder = try scratch.directory("cache")
    try setMode(0o755, folder)
    _ = try PrivateFolder(making: folder)
    #expect(try mode(folder) == 0o700)
    for mode in [0o720, 0o702, 0o777, 0o1777] {
      try setMode(mode, folder)
      #expect(code { _ = try PrivateFolder(making: folder) } == .canBeWrittenByOthers, "\(String(mode, radix: 8))")
      #expect(try self.mode(folder) == mode)
    }
  }

  @Test func aFolderAboveDecidesToo() throws {
    let scratch = try Scratch()
    let (above, inner) = (try scratch.directory("above"), try scratch.directory("above/cache"))
    try setMode(0o777, above)
    #expect(code { _ = try PrivateFolder(making: inner) } == .canBeWrittenByOthers)
    #expect(code { _ = try PrivateFolder(making: above + "/new/er") } == .canBeWrittenByOthers)
    #expect(!scratch.holds("above/new"))
    // As `/tmp` is: others cannot put another folder in this one's place. Whoever names such a folder itself means something else.
    try setMode(0o1777, above)
    _ = try PrivateFolder(making: inner)
    #expect(code { _ = try PrivateFolder(making: inner, below: above) } == .canBeWrittenByOthers)
  }

  @Test func aLinkIsFollowedToWhatDecides() throws {
    let scratch = try Scratch()
    let (real, shared) = (try scratch.directory("real"), try scratch.directory("shared"))
    try setMode(0o777, shared)
    #expect(symlink(real, scratch.path + "/link") == 0 && symlink(shared, scratch.path + "/trap") == 0 && symlink("nowhere", scratch.path + "/dead") == 0)
    #expect(try PrivateFolder(making: scratch.path + "/link/cache").path == real + "/cache")
    #expect(code { _ = try PrivateFolder(making: scratch.path + "/trap/cache") } == .canBeWrittenByOthers)
    #expect(code { _ = try PrivateFolder(making: scratch.path + "/dead/cache") } != nil)
    #expect(!scratch.holds("nowhere"))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a folder away")) func whatIsAnothersIsRefused() throws {
    let scratch = try Scratch()
    let folder = try scratch.directory("cache")
    #expect(chown(folder, 65534, 65534) == 0)
    #expect(code { _ = try PrivateFolder(making: folder) } == .belongsToAnother(65534))
    #expect(code { _ = try PrivateFolder(making: folder + "/inner") } == .belongsToAnother(65534))
    let file = try scratch.write("file", "x")
    #expect(OwnFile.exists(file))
    #expect(chown(file, 65534, 65534) == 0)
    #expect(!OwnFile.exists(file) && OwnFile.read(file) == nil)
  }

  @Test func onlyPlainFilesThatNobodyElseMayWriteToAreRead() throws {
    let scratch = try Scratch()
    let file = try scratch.write("file", "text")
    #expect(OwnFile.read(file) == Array("text".utf8) && !OwnFile.exists(file, isProgram: true))
    try setMode(0o700, file)
    #expect(OwnFile.exists(file, isProgram: true))
    for mode in [0o620, 0o602, 0o666] {
      try setMode(mode, file)
      #expect(OwnFile.read(file) == nil && !OwnFile.exists(file))
    }
    try setMode(0o600, file)
    #expect(symlink(file, scratch.path + "/link") == 0 && mkfifo(scratch.path + "/pipe", 0o600) == 0)
    for name in ["link", "pipe", "missing", "."] { #expect(OwnFile.read("\(scratch.path)/\(name)") == nil && !OwnFile.exists("\(scratch.path)/\(name)")) }
  }

  @Test func aFolderForAWhileIsNew() throws {
    let scratch = try Scratch()
    let one = try PrivateFolder(temporary: "modules", in: scratch.path)
    let other = try PrivateFolder(temporary: "modules", in: scratch.path)
    #expect(one != other)
    #expect(try mode(one.path) == 0o700)
    #expect(try one.makeFolder("0").path == one.path + "/0")
  }

  @Test func eachRefusalSaysWhatToDo() {
    #expect("\(PrivateFolderError(.belongsToAnother(7), at: "/c"))" == "/c: belongs to another user (7), who could put programs there; name a folder of your own")
    #expect("\(PrivateFolderError(.canBeWrittenByOthers, at: "/c"))".contains("chmod go-w"))
    #expect("\(PrivateFolderError(.cannotBeMade(EACCES), at: "/c"))" == "/c: permission denied; make it writable, or name another folder")
  }
}
