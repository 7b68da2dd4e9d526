import ArgumentParser
import Console
import Diagnostics
import Foundation
import Glibc
import Storage
import Workflow

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "给一个人生成口令：显示一次，人员表里只记摘要。",
        discussion: "原来的口令随之作废。例：zhengjiao token 王伟 --people /etc/zhengjiao/people.yaml")

    @Argument(help: "人员表里的 id") var person: String
    @Option(help: "人员表") var people: String

    func run() async throws {
        try await Failures.reporting {
            let file = try PeopleFile.load(path: people, definition: nil)
            let token = Token.make(random: World.live.random)
            let record = Token.record(of: token, random: World.live.random)
            let text = try PeopleFile.text(
                PeopleFile.read(people), file: people, settingTokenOf: person, to: record)
            // A file that others would find changed for the worse is not written.
            _ = try PeopleFile.parse(text, file: people, definition: nil)
            var facts = stat()
            let isKnown = stat(people, &facts) == 0
            try DurableFile.write(Array(text.utf8), to: people)
            if isKnown {
                chmod(people, facts.st_mode & 0o777)
                chown(people, facts.st_uid, facts.st_gid)
            }
            let name = file.people.first { $0.id == person }?.name ?? person
            Failures.show(Rejection([Diagnostic(.note, "people.token-made", ["person": name])]))
            print(token)
        }
    }
}
