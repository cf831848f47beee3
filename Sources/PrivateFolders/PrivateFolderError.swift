#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Why a folder cannot be one that only this user writes to.
package struct PrivateFolderError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    /// The folder, or one above it, is of the user with this number.
    case belongsToAnother(UInt32)
    case canBeWrittenByOthers
    /// The system's number of what went wrong.
    case cannotBeMade(Int32)
  }

  package let code: Code
  /// The folder that it is about: the one that was wanted, or one above it.
  package let path: String

  package init(_ code: Code, at path: String) {
    self.code = code
    self.path = path
  }

  /// Whether others could put files there; else the folder is only not there.
  package var isShared: Bool {
    if case .cannotBeMade = code { false } else { true }
  }

  package var description: String {
    switch code {
    case .belongsToAnother(let user):
      "\(path): belongs to another user (\(user)), who could put programs there; name a folder of your own"
    case .canBeWrittenByOthers:
      "\(path): can be written by other users, who could put programs there; take that right away with 'chmod go-w', or name another folder"
    case .cannotBeMade(let number): "\(path): \(String(cString: strerror(number)).lowercased()); make it writable, or name another folder"
    }
  }
}
