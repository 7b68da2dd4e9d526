/// The talk with a mail server (RFC 5321), as far as it decides what became of a mail.
struct SMTPDialogue {
    struct Answer: Equatable {
        let code: Int
        let text: String

        var isPositive: Bool { code / 100 == 2 }
        /// May be different later (RFC 5321, 4.2.1).
        var isTransient: Bool { code / 100 == 4 }
    }

    /// What the server said to each recipient, in order.
    private(set) var recipients: [(mailbox: String, answer: Answer)] = []
    /// What it said to the mail when it had all of it.
    private(set) var final: Answer?
    /// The last thing it said that was not agreement.
    private(set) var refusal: Answer?

    private enum Command {
        case other, recipient(String), data, content, quit
    }

    private var command = Command.other
    private var lines: [String] = []

    /// A command went out. Only what it begins with is looked at, and nothing kept: it may hold a password.
    mutating func said(_ text: String) {
        lines = []
        let start = text.prefix(8).uppercased()
        if start.hasPrefix("RCPT TO:") {
            command = .recipient(String(text.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }))
        } else if start.hasPrefix("DATA") {
            command = .data
        } else {
            command = start.hasPrefix("QUIT") ? .quit : .other
        }
    }

    /// A line of an answer came in.
    mutating func heard(_ text: String) {
        let line = text.filter { $0 != "\r\n" && $0 != "\r" && $0 != "\n" }
        lines.append(String(line.dropFirst(4)))
        guard let code = Int(line.prefix(3)), line.dropFirst(3).first != "-" else { return }
        let answer = Answer(code: code, text: "\(code) " + lines.joined(separator: " "))
        lines = []
        if code >= 400, !isQuitting { refusal = answer }
        switch command {
        case .recipient(let mailbox): recipients.append((mailbox, answer))
        // After 354 the mail itself goes out, which is no command.
        case .data where code == 354: command = .content
        case .content:
            final = answer
            command = .other
        case .data, .quit, .other: break
        }
    }

    private var isQuitting: Bool {
        if case .quit = command { return true }
        return false
    }
}
