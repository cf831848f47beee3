import PrivateFolders
import ShownText

/// The reason why a flow's file could not be turned into a program.
package struct FlowCompilerError: Error, Sendable, CustomStringConvertible {
  /// What went wrong.
  package enum Code: Sendable, Equatable {
    case missing
    case directory
    case noFile
    case unreadable
    case notUTF8(byte: Int)
    case unreadableReference(String)
    case unknownEra(String)
    case noFlow(name: String, offers: [String])
    case notAFlow(name: String, compilerSays: String)
    case openEnd(diagnostics: String, compilerSays: String)
    case notCompiled(diagnostics: String, errors: Int, era: String)
    case otherToolchain(compiler: String, compilerSays: String)
    case noCompiler(String)
    case cache(directory: String, reason: String)
    case cacheIsShared(PrivateFolderError)
    case noEngine(searched: [String])
    case notStarted(reason: String)
    case noIndexReader(compiler: String)
  }

  package let code: Code
  /// The flow's file, the engine or the compiler: what the message begins with.
  package let file: String

  package init(_ code: Code, file: String) {
    self.code = code
    self.file = file
  }

  /// What the compiler printed about the author's own lines, for the caller to print before the message.
  package var diagnostics: String? {
    switch code {
    case .notCompiled(let diagnostics, _, _), .openEnd(let diagnostics, _): diagnostics
    default: nil
    }
  }

  package var description: String { "\(file.shown): \(sentence)" }

  private var sentence: String {
    switch code {
    case .missing: "no such file; check the path"
    case .directory: "is a directory; name the Swift file of the flow in it"
    case .noFile: "is not a regular file; name the Swift file of the flow"
    case .unreadable: "cannot be read; check its permissions"
    case .notUTF8(let byte): "is not UTF-8 text (byte \(byte)); save it as UTF-8"
    case .unreadableReference(let text):
      "'\(text)' is neither a name nor a call with literal arguments; write for example 'Flow.swift:flow' or 'Flow.swift:makeFlow(3)'"
    case .unknownEra(let era):
      "there is no era '\(era)'; use one of \(EraModules.eras.joined(separator: ", ")), or auto to find it from the source"
    case .noFlow(let name, let offers):
      "has no variable or function '\(name)' at top level; "
        + (offers.isEmpty
          ? "leave the Dataflow in a variable 'flow', or name it after a colon as in '\(file):makeFlow'"
          : "name the flow to run, as in " + offers.map { "'\(file):\($0)'" }.joined(separator: " or "))
    case .notAFlow(let name, let says):
      "'\(name)' does not give a Dataflow (\(says)); name a variable that holds one, or a function that returns one with its arguments"
    case .openEnd(_, let says): "something in it is still open where the file ends (\(says)); close it"
    case .notCompiled(_, let errors, let era):
      "not run, \(errors) \(errors == 1 ? "error" : "errors") when compiled for era \(era); mend the lines above, or choose another era with --era"
    case .otherToolchain(let compiler, let says):
      "was built by another compiler than \(compiler) (\(says)); rebuild waxwing with this one, or name the right one in WAXWING_SWIFTC"
    case .noCompiler(let name):
      "needs the Swift compiler, and '\(name)' is not to be found; install Swift (swift.org/install), put swiftc on the PATH, or name it in WAXWING_SWIFTC"
    case .cache(let directory, let reason):
      "the cache '\(directory)' cannot be written (\(reason)); make it writable, or set XDG_CACHE_HOME to a directory that is"
    case .cacheIsShared(let error): "programs are kept and run only where nobody else can put any: \(error) in WAXWING_CACHE or XDG_CACHE_HOME"
    case .noEngine(let searched):
      "the engine that flows are linked with is at none of \(searched.joined(separator: ", ")); run 'make build', or 'make install PREFIX=…' once more"
    case .noIndexReader(let compiler):
      "the toolchain of \(compiler) has no libIndexStore to say what names refer to; install a whole toolchain, or use --evidence lexical"
    case .notStarted(let reason): "the compiled program did not start (\(reason)); run it again, or remove the cache"
    }
  }
}
