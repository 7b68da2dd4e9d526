import Crypto
import Foundation
import TestSupport

@testable import Delivery

extension EvePrinter {
    /// - Parameter scheme: `ipps` to speak with it encrypted.
    func queue(campaign: String = "试点-2019", scheme: String = "ipp") throws -> PrintQueue {
        try PrintQueue(
            uri: "\(scheme)://localhost:\(port)/ipp/print", folder: scratch.path, campaign: campaign,
            patience: (connect: 5_000, answer: 20_000))
    }

    /// An order for a file of so many bytes.
    func order(_ options: PrintOptions = PrintOptions(), bytes: Int = 5_000) throws -> [UInt8] {
        let content = Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 0x20, count: bytes)
        try scratch.write(content, to: "清册.pdf")
        let hash = SHA256.hash(data: content).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return [UInt8](
            try JSONEncoder().encode(PrintOrder(title: "清册", file: "清册.pdf", sha256: hash, options: options)))
    }
}
