extension Rule {
    static let bannedCallRules = [
        Rule(
            name: "time, identifiers and chance come from World", check: BannedCalls.checkWorld,
            example: [
                "Sources/Levy/A.swift": """
                let now = Date()
                let then = Date.now
                let id = UUID()  // Date()
                let die = Int.random(in: 1...6)
                let seeded = Int.random(in: 1...6, using: &dice)
                try await Task.sleep(for: .seconds(1))
                Task.detached { "Date()" }
                let mixed = names.shuffled()
                usleep(3)
                let dateful = MyDate(), update = Updated.now
                try await sleep(until: next)
                sleep(3)
                let drawn = world.random(), flag = Bool.random(using: &dice), order = dice.shuffled(names)
                """,
                "Sources/Workflow/World.swift": "let now = Date()\n",
                "Tests/LevyTests/B.swift": "Thread.sleep(forTimeInterval: 1)\nlet text = \"\\(Date())\"\n",
            ],
            places: [
                "Sources/Levy/A.swift:1", "Sources/Levy/A.swift:12", "Sources/Levy/A.swift:2", "Sources/Levy/A.swift:3",
                "Sources/Levy/A.swift:4", "Sources/Levy/A.swift:6", "Sources/Levy/A.swift:7", "Sources/Levy/A.swift:8",
                "Sources/Levy/A.swift:9", "Tests/LevyTests/B.swift:1", "Tests/LevyTests/B.swift:2",
            ]),
        Rule(
            name: "nothing depends on the machine's settings", check: BannedCalls.checkSettings,
            example: [
                "Sources/Levy/A.swift": "let a = Locale.current\nlet b = TimeZone.current\nlet c = Calendar.current\n"
            ],
            places: ["Sources/Levy/A.swift:1", "Sources/Levy/A.swift:2", "Sources/Levy/A.swift:3"]),
        Rule(
            name: "only the commands print", check: BannedCalls.checkPrinting,
            example: [
                "Sources/Levy/A.swift": "print(1)\nself.print(2)\nfingerprint(3)\n",
                "Sources/zhengjiao/B.swift": "print(1)\n",
                "Tests/LevyTests/C.swift": "debugPrint(1)\n",
            ],
            places: ["Sources/Levy/A.swift:1", "Tests/LevyTests/C.swift:1"]),
        Rule(
            name: "an error is thrown away only with a reason", check: BannedCalls.checkThrownAway,
            example: [
                "Sources/Levy/A.swift": """
                let a = try? read()
                // An unreadable file sorts last.
                let b = try? read()
                let c = try? read()  // shown without its line

                let d = try? read()
                """
            ],
            places: ["Sources/Levy/A.swift:1", "Sources/Levy/A.swift:6"]),
        Rule(
            name: "no code that ends the program instead of saying why", check: BannedCalls.checkTraps,
            example: [
                "Sources/Levy/A.swift": "let a = try! read()\nfatalError()\nlet b = text as! String\nlet c = !flag\n"
            ],
            places: ["Sources/Levy/A.swift:1", "Sources/Levy/A.swift:2", "Sources/Levy/A.swift:3"]),
    ]
}

/// Calls with a better way.
enum BannedCalls {
    private static func find(
        _ words: [String: String], in sources: [SwiftSource],
        except isAllowed: (_ word: String, _ line: String) -> Bool = { _, _ in false }
    ) -> [Violation] {
        sources.flatMap { source in
            words.sorted { $0.key < $1.key }.flatMap { word, instead in
                source.occurrences(of: word).compactMap { offset in
                    let line = source.line(at: offset)
                    guard !isAllowed(word, source.code(line: line)) else { return nil }
                    return Violation(source.path, line, word, instead)
                }
            }
        }
    }

    static func checkWorld(_ tree: Tree) -> [Violation] {
        let clock = "take the time from World.now, or a moment as a parameter"
        let sleep = "let the dispatcher wait, with World.sleep"
        let dice = "draw from World.random, or from a seeded generator with `using:`"
        let words = [
            "Date()": clock, "Date.now": clock, "UUID()": "take World.uuid", "Task.sleep": sleep, "Thread.sleep": sleep,
            "sleep(": sleep, "usleep(": sleep, "nanosleep(": sleep, ".random(in:": dice, "Bool.random()": dice,
            ".shuffled()": dice, ".shuffle()": dice, ".randomElement()": dice, "SystemRandomNumberGenerator": dice,
            "Task.detached": "use a child task, so that it is cancelled with its parent",
        ]
        return find(words, in: tree.swift.filter { $0.fileName != "World.swift" }) { word, line in
            // The dispatcher's own waiting, and draws from a generator that the caller gives.
            word == "sleep(" && line.contains("sleep(until") || word == ".random(in:" && line.contains("using:")
        }
    }

    static func checkSettings(_ tree: Tree) -> [Violation] {
        let zone = "days are CivilDate, moments Instant, both in UTC+8"
        return find(
            [
                "Locale.current": "the language comes from Language(environment:)", "TimeZone.current": zone,
                "Calendar.current": zone, "TimeZone.autoupdatingCurrent": zone,
                "Locale.autoupdatingCurrent": "the language comes from Language(environment:)",
            ], in: tree.swift)
    }

    static func checkPrinting(_ tree: Tree) -> [Violation] {
        let instead = "return the text, or report an event; only Sources/zhengjiao prints"
        return find(
            ["print(": instead, "debugPrint(": instead],
            in: tree.swift.filter { !$0.isBelow("Sources/zhengjiao") })
    }

    static func checkThrownAway(_ tree: Tree) -> [Violation] {
        tree.swift.flatMap { source in
            Set(source.occurrences(of: "try?").map(source.line)).sorted().filter {
                !source.commentedLines.contains($0) && !source.commentedLines.contains($0 - 1)
            }.map {
                Violation(source.path, $0, "try? without a reason", "say there, or right above, why it may be")
            }
        }
    }

    static func checkTraps(_ tree: Tree) -> [Violation] {
        let instead = "throw what is wrong; a broken invariant is a precondition with its sentence"
        return find(["try!": instead, "fatalError(": instead, "as!": instead], in: tree.swift)
    }
}
