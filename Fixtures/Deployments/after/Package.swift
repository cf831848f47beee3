// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "flows",
  dependencies: [.package(path: "../waxwing")],
  targets: [
    .executableTarget(
      name: "Means",
      dependencies: [
        .product(name: "Bytewax017", package: "waxwing"),  // pinned
        .product(name: "BytewaxKafka016", package: "waxwing"), "Bytewax017Tests",
      ]),
  ]
)
