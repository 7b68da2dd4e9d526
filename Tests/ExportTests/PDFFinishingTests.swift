import Foundation
import TestSupport
import Testing
@testable import Export
@testable import Typesetting

/// Encryption and linearization, as qpdf and poppler see them.
@Suite struct PDFFinishingTests {
    private func run(_ program: String, _ arguments: [String], _ options: PDFOptions) throws -> Command.Outcome {
        let scratch = try ScratchFolder()
        let file = try scratch.write(pdf(options), to: "a.pdf")
        return try Command.run(program, arguments.map { $0 == "FILE" ? file : $0 }, environment: ["LC_ALL": "C.UTF-8"])
    }

    private func pdf(_ options: PDFOptions) throws -> [UInt8] {
        try PDFExporter().pdf(TestPages.everything(), TestPages.info, options: options)
    }

    private let encrypted = PDFOptions(encryption: PDFEncryption(password: "开门", ownerPassword: "owner"))

    @Test func anEncryptedFileOpensWithItsPasswordOnly() throws {
        #expect(try run("pdftotext", ["FILE", "-"], encrypted).status != 0)
        #expect(try run("pdftotext", ["-upw", "关门", "FILE", "-"], encrypted).status != 0)
        let opened = try run("pdftotext", ["-upw", "开门", "FILE", "-"], encrypted)
        #expect(opened.status == 0 && opened.text.contains("第一章"))
        let raw = String(decoding: try pdf(encrypted), as: UTF8.self)
        #expect(!raw.contains("example.org"))
    }

    @Test func whoOpensItMayPrintAndCopyButChangeNothing() throws {
        let outcome = try run("qpdf", ["--show-encryption", "--password=开门", "FILE"], encrypted)
        let lines = Set(outcome.text.split(separator: "\n").map(String.init))
        #expect(lines.contains("R = 6") && lines.contains("file encryption method: AESv3"), "\(outcome.text)")
        for allowed in ["print high resolution", "extract for accessibility", "extract for any purpose"] {
            #expect(lines.contains(allowed + ": allowed"), "\(outcome.text)")
        }
        for refused in ["modify document assembly", "modify forms", "modify annotations", "modify other"] {
            #expect(lines.contains(refused + ": not allowed"), "\(outcome.text)")
        }
    }

    @Test func withoutAPasswordToOpenAnybodyReadsIt() throws {
        let options = PDFOptions(encryption: PDFEncryption(password: "", ownerPassword: "owner"))
        #expect(try run("pdftotext", ["FILE", "-"], options).text.contains("第一章"))
        #expect(try run("qpdf", ["--is-encrypted", "FILE"], options).status == 0)
    }

    @Test func passwordsThatCannotBeUsedAreRefused() {
        func code(_ password: String, _ owner: String) -> String? {
            diagnosticCode {
                _ = try pdf(PDFOptions(encryption: PDFEncryption(password: password, ownerPassword: owner)))
            }
        }
        #expect(code("a", "") == "export.owner-password" && code("a", "a") == "export.owner-password")
        #expect(code("a", String(repeating: "字", count: 43)) == "export.password")
        #expect(code("a\u{0}b", "c") == "export.password")
    }

    @Test func aLinearizedFileIsSoundAndAlwaysTheSame() throws {
        let options = PDFOptions(isLinearized: true)
        #expect(try run("qpdf", ["--check-linearization", "FILE"], options).text.contains("no linearization errors"))
        #expect(try run("pdfinfo", ["FILE"], options).text.contains("Optimized:       yes"))
        #expect(try run("pdftotext", ["FILE", "-"], options).text.contains("第一章"))
        #expect(try pdf(options) == pdf(options))
    }

    /// A spooled file, with all there is.
    @Test func spooledPagesMayBeTaggedAndEncrypted() throws {
        var options = encrypted
        options.isTagged = true
        let spool = PageSpool(memoryLimit: 0)
        try spool.append(TestPages.pages("<h1>第一章</h1><p>文字</p>", tagged: true))
        var bytes: [UInt8] = []
        try PDFExporter().write(spool, TestPages.info, options: options) { bytes += $0 }
        let scratch = try ScratchFolder()
        let file = try scratch.write(bytes, to: "a.pdf")
        let info = try Command.run("pdfinfo", ["-upw", "开门", "-struct", file], environment: ["LC_ALL": "C.UTF-8"])
        #expect(info.text.contains("H1 (block)"), "\(info.text)")
        #expect(!String(decoding: bytes, as: UTF8.self).contains("StructElem"))
    }

    @Test func bothAtOnce() throws {
        var options = encrypted
        options.isLinearized = true
        let outcome = try run("qpdf", ["--check", "--password=owner", "FILE"], options)
        #expect(outcome.status == 0 && outcome.text.contains("File is linearized"), "\(outcome.text)")
    }
}
