import Diagnostics
import Testing
import Typesetting
@testable import Export

@Suite struct BarCodeModulesTests {
    private func rows(_ modules: BarCodeModules) -> [String] {
        (0..<modules.height).map { row in
            (0..<modules.width).map { modules[row, $0] ? "#" : "." }.joined()
        }
    }

    @Test func aQRCodeHasItsFinderPatternsAndTiming() throws {
        let modules = try BarCodeModules(BarCode(kind: .qr, value: "370403190000001"))
        let rows = rows(modules).map(Array.init)
        let size = modules.width
        #expect(size == modules.height && (size - 21) % 4 == 0)
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        for (top, left) in [(0, 0), (0, size - 7), (size - 7, 0)] {
            let found = (0..<7).map { String(rows[top + $0][left..<left + 7]) }
            #expect(found == finder)
        }
        for at in 8..<size - 8 {
            #expect(rows[6][at] == (at % 2 == 0 ? "#" : ".") && rows[at][6] == (at % 2 == 0 ? "#" : "."))
        }
        // The module that is always dark (ISO/IEC 18004, 7.9.1).
        #expect(rows[size - 8][8] == "#")
    }

    @Test func aCodeHoldsMoreInMoreModules() throws {
        let short = try BarCodeModules(BarCode(kind: .qr, value: "1"))
        let long = try BarCodeModules(BarCode(kind: .qr, value: String(repeating: "征缴", count: 60)))
        #expect(short.width == 21 && long.width > 45)
        #expect(short.width == 21 && short.height == 21)
    }

    @Test func code128StartsAndStopsAsItMust() throws {
        let modules = try BarCodeModules(BarCode(kind: .code128, value: "ABC"))
        let row = rows(modules)[0]
        #expect(modules.height == 1)
        // Start, three characters and the check character of 11 modules, stop of 13 (ISO/IEC 15417).
        #expect(row.count == 5 * 11 + 13)
        #expect(row.hasPrefix("##.#..#...."), "start B")
        #expect(row.dropFirst(11).hasPrefix("#.#...##..."), "A")
        #expect(row.hasSuffix("##...###.#.##"), "stop")
    }

    @Test func dataMatrixHasItsBorder() throws {
        let rows = rows(try BarCodeModules(BarCode(kind: .datamatrix, value: "A1")))
        #expect(rows.allSatisfy { $0.hasPrefix("#") })
        #expect(rows.last?.allSatisfy { $0 == "#" } == true)
        #expect(rows[0] == String(repeating: "#.", count: rows[0].count / 2))
    }

    @Test func whatACodeCannotHoldIsRefused() {
        let codes = [
            BarCode(kind: .qr, value: ""), BarCode(kind: .qr, value: String(repeating: "征", count: 3_000)),
            BarCode(kind: .code128, value: String(repeating: "1", count: 400)),
        ]
        for code in codes {
            let rejection = #expect(throws: Rejection.self) { try BarCodeModules(code) }
            #expect(rejection?.diagnostics.map(\.code) == ["export.bar-code"])
        }
    }
}
