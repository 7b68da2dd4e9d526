// swift-tools-version: 6.2
import PackageDescription

// The targets follow docs/architecture.md, section 1; TidyTests checks that the imports do too.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]
// Targets that call no C also take strict memory safety.
let strictAndSafe = strict + [.strictMemorySafety()]

let package = Package(
    name: "zhengjiao",
    products: [.executable(name: "zhengjiao", targets: ["zhengjiao"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CGumbo", pkgConfig: "gumbo"),
        .systemLibrary(name: "CHarfBuzz", pkgConfig: "harfbuzz"),
        .systemLibrary(name: "CFreeType", pkgConfig: "freetype2"),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo-ft"),
        .systemLibrary(name: "CZint"),
        .systemLibrary(name: "CTurboJPEG"),
        .systemLibrary(name: "CLibDeflate"),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
        .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc")]),
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
        // Libraries that are loaded when they are first called.
        .target(name: "CLate"),
        .target(name: "CLibRSVG", dependencies: ["CLate"]),
        .target(name: "CQPDF", dependencies: ["CLate"]),
        .target(name: "CLibZip", dependencies: ["CLate"]),
        .target(name: "CCUPS", dependencies: ["CLate"]),
        .target(name: "CCurl", dependencies: ["CLate"]),

        .target(name: "Diagnostics", swiftSettings: strictAndSafe),
        .target(name: "Markup", dependencies: ["Diagnostics", "CGumbo"], swiftSettings: strict),
        .target(
            name: "Typesetting",
            dependencies: ["Diagnostics", "Markup", "CHarfBuzz", "CICU", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(
            name: "Templates", dependencies: ["Diagnostics", "Markup", "Typesetting"],
            swiftSettings: strictAndSafe),
        .target(
            name: "Inspection", dependencies: ["Diagnostics", "Markup", "Typesetting"], swiftSettings: strictAndSafe),
        .target(
            name: "Export",
            dependencies: [
                "Diagnostics", "Markup", "Typesetting", "CCairo", "CFreeType", "CHarfBuzz", "CZint", "CTurboJPEG",
                "CLibRSVG", "CLibXML2", "CQPDF", "CLibDeflate",
            ],
            swiftSettings: strict),
        .target(
            name: "Storage",
            dependencies: [
                "Diagnostics", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "Settings",
            dependencies: ["Diagnostics", "Storage", .product(name: "Yams", package: "Yams")],
            swiftSettings: strictAndSafe),
        .target(
            name: "Levy", dependencies: ["Diagnostics", "Storage", "Settings", "CLibXML2", "CLibZip"],
            swiftSettings: strict),
        .target(
            name: "Workflow", dependencies: ["Diagnostics", "Storage", "Settings"],
            swiftSettings: strictAndSafe),
        .target(
            name: "Delivery",
            dependencies: ["Diagnostics", "CCUPS", "CCurl", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(
            name: "Console",
            dependencies: [
                "Diagnostics", "Storage", "Settings", "Workflow",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "zhengjiao",
            dependencies: [
                "Diagnostics", "Markup", "Typesetting", "Templates", "Inspection", "Export", "Storage",
                "Settings", "Levy", "Workflow", "Delivery", "Console",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .target(name: "TestSupport", dependencies: ["Diagnostics"], path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
        .testTarget(name: "MarkupTests", dependencies: ["Markup", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "TypesettingTests", dependencies: ["Typesetting", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "TemplatesTests", dependencies: ["Templates", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ExportTests", dependencies: ["Export", "Templates", "TestSupport", "CTurboJPEG", "CQPDF"],
            swiftSettings: strict),
        .testTarget(
            name: "InspectionTests", dependencies: ["Inspection", "Templates", "TestSupport"],
            exclude: ["Breaches.txt"], swiftSettings: strict),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "LevyTests", dependencies: ["Levy", "TestSupport"], exclude: ["Expected", "RuleSamples"],
            swiftSettings: strict),
        .testTarget(name: "WorkflowTests", dependencies: ["Workflow", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "SimulationTests", dependencies: ["Workflow", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "DeliveryTests",
            dependencies: ["Delivery", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            exclude: ["Servers"], swiftSettings: strict),
        .testTarget(
            name: "ConsoleTests", dependencies: ["Console", "Diagnostics", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SuiteTests", dependencies: ["Templates", "Export", "TestSupport", "CCairo"],
            exclude: ["cases", "pictures", "templates"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["zhengjiao", "TestSupport"], exclude: ["Fixtures"],
            swiftSettings: strict),
        .testTarget(name: "TidyTests", dependencies: ["Diagnostics", "TestSupport"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
