import Foundation
import TestSupport
import Testing

/// The tools that other tests rely on.
struct TestSupportTests {
    @Test func theRootIsTheProject() throws {
        #expect(try Project.text("Package.swift").contains("name: \"zhengjiao\""))
        #expect(FileManager.default.fileExists(atPath: Project.path("Tests/TestSupport/Project.swift")))
    }

    @Test func aScratchFolderIsItsOwnAndGoesAway() throws {
        var first: ScratchFolder? = try ScratchFolder()
        let second = try ScratchFolder()
        let path = try #require(first?.path)
        #expect(path != second.path)
        try first?.write("x", to: "里/b.txt")
        try first?.write([1, 2], to: "a.bin")
        #expect(try first?.files() == ["a.bin", "里/b.txt"])
        first = nil
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(FileManager.default.fileExists(atPath: second.path))
    }

    @Test func aGoldenFileIsComparedOrWritten() throws {
        let scratch = try ScratchFolder()
        let file = scratch / "expected/page.txt"
        #expect(try Golden.compare("a\n", file: file, accepts: false)?.contains("scripts/accept") == true)
        #expect(try Golden.compare("a\nb\nc\n", file: file, accepts: true) == nil)
        #expect(try Golden.compare("a\nb\nc\n", file: file, accepts: false) == nil)
        let problem = try Golden.compare("a\nB\nc\n", file: file, accepts: false)
        #expect(problem?.hasSuffix("- 2: b\n+ 2: B") == true)
    }

    @Test func differencesNameTheChangedLines() {
        #expect(LineDifference.describe(old: "a\nb", new: "a\nb") == nil)
        #expect(LineDifference.describe(old: "a\nb\nc", new: "a\nc") == "- 2: b")
        #expect(LineDifference.describe(old: "a\nc", new: "a\nb\nc") == "+ 2: b")
        let long = LineDifference.describe(old: "1\n2\n3", new: "4\n5\n6", limit: 2)
        #expect(long == "- 1: 1\n+ 1: 4\n… and 4 changed lines more")
    }

    @Test func aSeedGivesItsNumbers() {
        // The first numbers of SplitMix64 for the seed 0, as its author gives them.
        var generator = SplitMix64(seed: 0)
        #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
        #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    }

    @Test func aCommandGivesWhatItSaid() throws {
        let said = try Command.run(
            "sh", ["-c", "cat; echo \"$WORD\" >&2; exit 3"], input: Array("薛城".utf8), environment: ["WORD": "w"])
        #expect(said.text == "薛城")
        #expect(said.errorText == "w\n")
        #expect(said.status == 3)
        // More than a pipe holds.
        #expect(try Command.run("head", ["-c", "300000", "/dev/zero"]).output.count == 300_000)
        #expect(try Command.run("sh", ["-c", "kill -KILL $$"]).status == 137)
    }

    @Test func aCommandThatHangsIsKilled() {
        #expect(throws: Command.Overrun.self) { try Command.run("sleep", ["600"], seconds: 1) }
    }
}
