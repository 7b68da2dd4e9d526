import Foundation
import TestSupport
import Testing

@testable import Storage

struct DurableFileTests {
    @Test func knownHashes() {
        #expect(
            DurableFile.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            DurableFile.sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func theFileIsWholeAndAlone() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/清册.bin"
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(try DurableFile.write(bytes, to: path) == DurableFile.sha256(bytes))
        #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
        try DurableFile.write([1], to: path)
        #expect([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) == [1])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["清册.bin"])
    }

    @Test func aRefusedWriteLeavesTheOldFile() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/folder"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(throws: FileFailure.self) { try DurableFile.write([1], to: path) }
        #expect(throws: FileFailure.self) { try DurableFile.write([1], to: folder.path + "/none/file") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["folder"])
    }
}
