import Diagnostics
import Settings
import Storage

extension RuleBook {
    /// Reads and checks a rules file.
    /// - throws: one `Rejection` with all mistakes (`rules.…`, `config.…`, `yaml.…`), each with line and column.
    package static func read(_ text: String, file: String) throws(Rejection) -> RuleBook {
        let reader = RuleReader(
            root: try ConfigValue.read(text, file: file), source: SourceText(name: file, text: text))
        return try reader.book()
    }
}

/// Turns a rules file into a `RuleBook`, collecting mistakes on the way. What is checked across rules stands in
/// `RuleCheck`.
struct RuleReader {
    let root: ConfigValue
    let source: SourceText
    private let mistakes = Mistakes()

    /// Shared by the functions that read parts of the file.
    private final class Mistakes {
        var list = DiagnosticList()
    }

    init(root: ConfigValue, source: SourceText) {
        self.root = root
        self.source = source
    }

    static let sections = [
        "documents", "bearers", "classes", "precedence", "eligibility", "fees", "pool", "tiers", "aid", "windows",
        "waiting", "newborns", "back-payment", "breaks", "orders", "refunds", "materials",
    ]

    func book() throws(Rejection) -> RuleBook {
        _ = try root.asMap()
        root.unknownKeys(["rules", "title", "district"] + RuleReader.sections).forEach { mistakes.list.append($0) }
        let id = collect { () throws(Rejection) in try root.text("rules") }
        let title = collect { () throws(Rejection) in try root.text("title") }
        let district = collect { () throws(Rejection) in try root.text("district") }
        let bearers = list("bearers") { (entry) throws(Rejection) in
            try entry.value.requireOnly(keys: ["id", "name"])
            return Bearer(id: try entry.value.text("id"), name: try entry.value.text("name"))
        }
        let classes = list("classes") { (entry) throws(Rejection) in try entry.specialClass() }
        let names = Dictionary(classes.map { ($0.basis.id, $0.name) }) { first, _ in first }
        mistakesOfNames(classes)
        let known = RuleEntry.Known(bearers: bearers.map(\.id), classes: names, order: classes.map(\.basis.id))
        func rules<Rule>(
            _ key: String, _ read: (RuleEntry) throws(Rejection) -> Rule
        ) -> [Rule] { list(key, known, read) }
        let book = RuleBook(
            id: id ?? "", title: title ?? "", district: district ?? "",
            documents: list("documents") { (entry) throws(Rejection) in try entry.document() }, bearers: bearers,
            classes: classes, precedence: rules("precedence") { (entry) throws(Rejection) in try entry.precedence() },
            eligibility: rules("eligibility") { (entry) throws(Rejection) in try entry.eligibility() },
            fees: rules("fees") { (entry) throws(Rejection) in try entry.fee() },
            pools: rules("pool") { (entry) throws(Rejection) in try entry.pool() },
            tiers: rules("tiers") { (entry) throws(Rejection) in try entry.tiers() },
            aid: rules("aid") { (entry) throws(Rejection) in try entry.aid() },
            windows: rules("windows") { (entry) throws(Rejection) in try entry.window() },
            waiting: rules("waiting") { (entry) throws(Rejection) in try entry.waiting() },
            newborns: rules("newborns") { (entry) throws(Rejection) in try entry.newborn() },
            backPayments: rules("back-payment") { (entry) throws(Rejection) in try entry.backPayment() },
            breaks: rules("breaks") { (entry) throws(Rejection) in try entry.breakRule() },
            orders: rules("orders") { (entry) throws(Rejection) in try entry.order() },
            refunds: rules("refunds") { (entry) throws(Rejection) in try entry.refund() },
            materials: list("materials") { (entry) throws(Rejection) in
                try entry.value.requireOnly(keys: ["id", "name"])
                return Material(id: try entry.value.text("id"), name: try entry.value.text("name"))
            },
            source: source)
        // A rule that could not be read would only make further mistakes of those that name it.
        try mistakes.list.throwIfErrors()
        var checked = book
        let found = RuleCheck(book).run()
        found.forEach { mistakes.list.append($0) }
        try mistakes.list.throwIfErrors()
        checked.warnings = found
        return checked
    }

    private func list<Rule>(
        _ key: String, _ known: RuleEntry.Known = .none, _ read: (RuleEntry) throws(Rejection) -> Rule
    ) -> [Rule] {
        guard let value = root[key] else { return [] }
        let items = collect { () throws(Rejection) in try value.asList() } ?? []
        return items.compactMap { item in
            collect { () throws(Rejection) in try read(RuleEntry(value: item, known: known)) }
        }
    }

    private func mistakesOfNames(_ classes: [ClassRule]) {
        var seen: Set<SpecialClass> = []
        for rule in classes where !seen.insert(rule.name).inserted {
            mistakes.list.error("rules.class-twice", ["name": rule.name.rawValue], at: rule.basis.span)
        }
    }

    private func collect<Value>(_ read: () throws(Rejection) -> Value) -> Value? {
        do {
            return try read()
        } catch {
            mistakes.list.append(error)
            return nil
        }
    }
}
