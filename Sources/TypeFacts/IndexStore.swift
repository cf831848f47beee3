import FlowCompiler
import Foundation

/// A name in an indexed file and the declaration it refers to.
struct IndexedName: Sendable, Equatable {
  /// Counted from 1.
  let line: Int
  /// Counted from 1, in UTF-8 bytes.
  let column: Int
  /// The declaration, as the compiler identifies it.
  let usr: String
}

/// The toolchain's own reader of what its compiler writes with `-index-store-path`.
///
/// Only its C functions are used, found by name when the command runs, so that nothing is linked and any toolchain will do.
struct IndexStore: @unchecked Sendable {
  // Sendable although it holds a handle: the handle is that of a library that is never closed, and its functions keep no state
  // between readers; every reader below is made, used and disposed of by one call.
  private let library: UnsafeMutableRawPointer

  /// Opens the library beside a compiler; nil when the toolchain has none.
  init?(_ toolchain: Toolchain) {
    #if os(Linux)
    let name = "libIndexStore.so"
    #else
    let name = "libIndexStore.dylib"
    #endif
    let compiler = URL(fileURLWithPath: toolchain.compiler).resolvingSymlinksInPath()
    let beside = compiler.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("lib/\(name)").path
    guard let found = dlopen(beside, RTLD_NOW | RTLD_LOCAL) ?? dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    library = found
    guard Self.functions.allSatisfy({ dlsym(found, $0) != nil }) else { return nil }
  }

  /// The names in the record of the file `name`, in the store at a path; nil when the compiler wrote none.
  func names(in name: String, store path: String) -> [IndexedName]? {
    guard let record = Self.record(of: name, store: path) else { return nil }
    let create: @convention(c) (UnsafePointer<CChar>, Pointer?) -> Pointer? = function("indexstore_store_create")
    let dispose: @convention(c) (Pointer) -> Void = function("indexstore_store_dispose")
    let read: @convention(c) (Pointer, UnsafePointer<CChar>, Pointer?) -> Pointer? = function("indexstore_record_reader_create")
    let close: @convention(c) (Pointer) -> Void = function("indexstore_record_reader_dispose")
    let each: @convention(c) (Pointer, Pointer?, @convention(c) (Pointer?, Pointer) -> Bool) -> Bool =
      function("indexstore_record_reader_occurrences_apply_f")
    guard let store = create(path, nil) else { return nil }
    defer { dispose(store) }
    guard let reader = read(store, record, nil) else { return nil }
    defer { close(reader) }
    var collector = Collector(
      symbol: function("indexstore_occurrence_get_symbol"), place: function("indexstore_occurrence_get_line_col"),
      usr: function("indexstore_symbol_get_usr"))
    _ = withUnsafeMutablePointer(to: &collector) { pointer in
      each(reader, UnsafeMutableRawPointer(pointer)) { context, occurrence in
        context?.assumingMemoryBound(to: Collector.self).pointee.add(occurrence)
        return true
      }
    }
    return collector.names
  }

  private typealias Pointer = UnsafeMutableRawPointer

  /// Gathers what the library shows one by one. Lives on the stack of `names`, for the time of one call.
  private struct Collector {
    let symbol: @convention(c) (Pointer) -> Pointer
    let place: @convention(c) (Pointer, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>) -> Void
    // The library returns a text as an address and a length: the same two words, in the same order, as an `iovec`.
    let usr: @convention(c) (Pointer) -> iovec
    var names: [IndexedName] = []

    mutating func add(_ occurrence: Pointer) {
      var (line, column): (UInt32, UInt32) = (0, 0)
      place(occurrence, &line, &column)
      let text = usr(symbol(occurrence))
      let bytes = UnsafeRawBufferPointer(start: text.iov_base, count: text.iov_base == nil ? 0 : text.iov_len)
      names.append(IndexedName(line: Int(line), column: Int(column), usr: String(decoding: bytes, as: UTF8.self)))
    }
  }

  /// A function of the library; `init` has made sure that it is there, and the types are those of the library's header.
  private func function<Function>(_ name: String) -> Function { unsafeBitCast(dlsym(library, name), to: Function.self) }

  private static let functions = [
    "indexstore_store_create", "indexstore_store_dispose", "indexstore_record_reader_create", "indexstore_record_reader_dispose",
    "indexstore_record_reader_occurrences_apply_f", "indexstore_occurrence_get_symbol", "indexstore_occurrence_get_line_col",
    "indexstore_symbol_get_usr",
  ]

  /// A file's record: the store is fresh, so there is at most one, and its name begins with the file's.
  private static func record(of name: String, store: String) -> String? {
    let files = FileManager.default
    for version in (try? files.contentsOfDirectory(atPath: store)) ?? [] {
      guard let walk = files.enumerator(atPath: "\(store)/\(version)/records") else { continue }
      for case let path as String in walk {
        let record = path.split(separator: "/").last.map(String.init) ?? ""
        if record.hasPrefix(name + "-"), !record.dropFirst(name.count + 1).contains("-") { return record }
      }
    }
    return nil
  }
}
