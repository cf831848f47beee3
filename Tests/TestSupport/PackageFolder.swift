import Foundation

/// The folder that holds `Package.swift`.
package let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The folder of the running tests, in which the package's programs and modules have been built.
package let productsFolder: URL = {
  let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
  return (bundle ?? URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()).deletingLastPathComponent()
}()
