import Foundation
import Testing

@testable import Delivery

struct FolderTests {
    static func scratch() throws -> String {
        let path = NSTemporaryDirectory() + "/zhengjiao-folder-\(ProcessInfo.processInfo.globallyUniqueString)"
        return path
    }

    @Test func aMailBecomesOneFileHoweverOftenDelivered() throws {
        let path = try Self.scratch()
        // A folder that cannot be removed only stays in the temporary folder.
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = Folder(path: path + "/deep/发件箱")
        let mail = try MailMessageTests.mail()
        let first = try folder.deliver(mail)
        let second = try folder.deliver(mail)
        #expect(first == second)
        #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: first))) == mail.encoded())
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
        #expect(first.hasPrefix(folder.path + "/report-2019-11-01-20-00-") && first.hasSuffix(".eml"))
    }

    @Test(arguments: [
        ("report@2019-11-01 20:00", "report-2019-11-01-20-00-"), ("../../etc/passwd", "_..-..-etc-passwd-"),
        ("", "_-"), (".hidden", "_.hidden-"), ("通报/第1期", "通报-第1期-"), ("a\nb\u{0}c", "a-b-c-"),
    ])
    func keysBecomeSafeNames(key: String, prefix: String) {
        let name = Folder.fileName(key)
        #expect(name.hasPrefix(prefix))
        #expect(name.count == prefix.count + 8)
    }

    @Test func aSafeKeyIsTheNameAndNoTwoKeysShareOne() {
        #expect(Folder.fileName("督导通报-第1期") == "督导通报-第1期")
        let keys = ["a b", "a/b", "a-b", "a@b", "a:b"]
        #expect(Set(keys.map(Folder.fileName)).count == keys.count)
    }

    @Test func aFolderThatCannotBeIsAFailure() throws {
        let path = try Self.scratch()
        // A file that cannot be removed only stays in the temporary folder.
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data([1]).write(to: URL(fileURLWithPath: path))
        #expect(throws: (any Error).self) { try Folder(path: path + "/x").deliver([1], key: "k", suffix: ".bin") }
    }

    @Test func longContentIsWhole() throws {
        let path = try Self.scratch()
        // A folder that cannot be removed only stays in the temporary folder.
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 >> 3) }
        let file = try Folder(path: path).deliver(bytes, key: "k", suffix: ".bin")
        #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: file))) == bytes)
    }
}
