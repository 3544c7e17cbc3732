// swift-tools-version: 6.2
import PackageDescription

// One place for the flags of every target of ours; warnings are errors because an unsafe hand-over
// between threads is only a warning in some of the libraries' overloads.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

@MainActor func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let nio = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
  name: "lianluo",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "lianluo", targets: ["lianluo"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.6.4"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CGD", pkgConfig: "gdlib", providers: [.apt(["libgd-dev"])]),
    .systemLibrary(name: "CExif", pkgConfig: "libexif", providers: [.apt(["libexif-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    library("Domain", []),
    library(
      "DatabaseKit",
      [
        "CPostgres", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"), nio,
      ]),
    library("CourierKit", ["CCurl", .product(name: "Crypto", package: "swift-crypto"), nio]),
    library("SecretsKit", ["CArgon2", .product(name: "Crypto", package: "swift-crypto"), nio]),
    library("Documents", ["CQRCode", "CXLSXWriter", nio]),
    library("PaperKit", ["CPango", nio]),
    library("TablesKit", ["CZlib"]),
    library("PictureKit", ["CGD", "CExif", .product(name: "Subprocess", package: "swift-subprocess")]),
    library("HTMLKit", []),
    library("HTTPKit", ["CZlib"]),
    library(
      "Store", ["Domain", "DatabaseKit", .product(name: "Crypto", package: "swift-crypto")],
      resources: [.embedInCode("Migrations")]),
    library(
      "Actions",
      [
        "Domain", "Store", "DatabaseKit", "SecretsKit", "PictureKit", "TablesKit", "CourierKit", logging,
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.embedInCode("Demo/Photos")]),
    library(
      "Web",
      [
        "Domain", "Actions", "SecretsKit", "TablesKit", "HTMLKit", "HTTPKit", "Documents", "PaperKit", hummingbird,
        httpTypes, logging, nioCore,
      ],
      resources: [.embedInCode("Assets")]),
    .executableTarget(
      name: "lianluo",
      dependencies: [
        "Domain", "DatabaseKit", "SecretsKit", "Store", "Actions", "Web", "PictureKit", "TablesKit", "CourierKit",
        hummingbird, hummingbirdCore, logging, lifecycle, signals, nio, nioCore, nioHTTP1,
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
      ],
      swiftSettings: settings),

    library(
      "TestSupport",
      [
        "Domain", "DatabaseKit", "SecretsKit", "Store", "Actions", "Web", "PictureKit", "PaperKit", "CZlib",
        hummingbird,
        logging, nioCore,
      ]),
    .testTarget(
      name: "DomainTests", dependencies: ["Domain", "TestSupport"], exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "KitTests",
      dependencies: [
        "HTMLKit", "HTTPKit", "Documents", "PictureKit", "SecretsKit", "TablesKit", "CourierKit", "PaperKit",
        "TestSupport",
        "CGD", "CZlib",
      ],
      exclude: ["Fixtures"],
      swiftSettings: settings),
    .testTarget(
      name: "StoreTests", dependencies: ["Domain", "DatabaseKit", "Store", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ActionsTests",
      dependencies: [
        "Domain", "DatabaseKit", "SecretsKit", "Store", "Actions", "TablesKit", "CourierKit", "TestSupport",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Domain", "DatabaseKit", "SecretsKit", "Actions", "PictureKit", "TablesKit", "HTTPKit", "Web", "TestSupport",
        hummingbird, httpTypes,
        logging, nio,
        nioCore, .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      exclude: ["Golden"],
      swiftSettings: settings),
    .testTarget(
      name: "BrowserTests", dependencies: ["Domain", "Actions", "HTMLKit", "PaperKit", "Web", "TestSupport"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
