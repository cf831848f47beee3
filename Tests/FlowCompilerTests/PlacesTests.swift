import Foundation
import TestSupport
import Testing

@testable import FlowCompiler

/// Where the engine and the compiler are looked for.
@Suite struct PlacesTests {
  @Test func theEngineIsFoundBesideTheExecutableOfABuildFolder() throws {
    try inTemporaryFolder { folder in
      try make(folder + "/debug/Modules", archive: folder + "/debug")
      let engine = try Engine.locate(besides: folder + "/debug/waxwing")
      #expect(engine.modules == folder + "/debug/Modules")
      #expect(engine.isDebug)
    }
  }

  @Test func theEngineIsFoundUnderAnInstalledPrefix() throws {
    try inTemporaryFolder { folder in
      try make(folder + "/lib/waxwing/modules", archive: folder + "/lib/waxwing")
      let engine = try Engine.locate(besides: folder + "/bin/waxwing")
      #expect(engine.archive == folder + "/lib/waxwing/libWaxwingEngine.a")
      #expect(!engine.isDebug)
    }
  }

  @Test func aMissingEngineIsNamedWithWhatToDo() throws {
    try inTemporaryFolder { folder in
      let said = message(of: { try Engine.locate(besides: folder + "/bin/waxwing") })
      #expect(said?.contains("\(folder)/lib/waxwing/libWaxwingEngine.a") == true && said?.contains("make build") == true)
    }
  }

  @Test func theCompilerIsTheOneNamedElseTheOneOnThePath() throws {
    try inTemporaryFolder { folder in
      for name in ["swiftc", "other"] {
        #expect(
          FileManager.default.createFile(atPath: folder + "/" + name, contents: nil, attributes: [.posixPermissions: 0o755]))
      }
      let onPath = try Toolchain.locate(environment: ["PATH": "/nowhere:\(folder)"])
      #expect(onPath.compiler == folder + "/swiftc")
      let named = try Toolchain.locate(environment: ["WAXWING_SWIFTC": folder + "/other", "PATH": folder])
      #expect(named.compiler == folder + "/other")
      #expect(message(of: { try Toolchain.locate(environment: ["PATH": "/nowhere"]) })?.contains("install Swift") == true)
    }
  }

  private func make(_ modules: String, archive folder: String) throws {
    try FileManager.default.createDirectory(atPath: modules, withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: folder + "/libWaxwingEngine.a", contents: Data()))
  }
}
