import Storage

/// What is known of persons beside the rosters, looked up once while obligations are made: marks, special lists. The
/// rules alone say what follows from it, as they do when one person is explained.
struct KnownFacts {
    /// What comes of a claim of a roster.
    enum Verdict {
        case owes(LevyPolicy.Share)
        /// On the roster, but the rules let him not join, or not with this tier.
        case stopped(StoppedClaim.Cause)
    }

    private let policy: LevyPolicy
    private let marks: [String: [PersonMark]]
    private let memberships: [String: RosterStore.Membership]
    private let holders: [String: DocumentHolder]
    private let heads: [String: String]

    /// - Parameter persons: nil for everybody.
    init(_ policy: LevyPolicy, of persons: Set<String>? = nil, in transaction: Transaction) throws {
        self.policy = policy
        marks = try FactStore.marks(of: persons, in: transaction)
        memberships = try RosterStore.memberships(of: persons, in: transaction)
        holders = try HolderStore.all(in: transaction)
        heads = try HeadStore.heads(of: persons, in: transaction)
    }

    /// What a special list says, or else the rosters.
    func householdHead(of id: String) -> String {
        if let head = memberships[id]?.householdHead, !head.isEmpty { return head }
        return heads[id] ?? ""
    }

    /// From which day a person belongs to a class, where a list says it.
    func firstDay(of id: String, in specialClass: SpecialClass) -> CivilDate? {
        memberships[id]?.spans.first { $0.specialClass == specialClass }?.from
    }

    /// Who is, or was, on a special list.
    var listed: [String] { memberships.keys.sorted() }

    /// The class under which a person is shown.
    func leading(_ id: String, in village: String) -> SpecialClass? {
        memberships[id].flatMap { _ in policy.leading(classes(of: id, .medical, in: village)) }
    }

    /// Whether a person belongs to a special class, as the reader of a roster asks for the special tier.
    func isSpecial(_ id: String, in village: String) -> Bool {
        !classes(of: id, .pension, in: village).isEmpty
    }

    private func classes(of id: String, _ insurance: Insurance, in village: String) -> Set<SpecialClass> {
        guard let spans = memberships[id]?.spans else { return [] }
        let day = policy.judgedOn(insurance, marks: marks[id] ?? [], memberships: spans)
        return policy.sheet(insurance).classes(spans, on: day, in: village)
    }

    func verdict(_ insurance: Insurance, _ claim: Claim) -> Verdict {
        let id = claim.citizenID
        var person = InsuredFacts(
            birth: holders[id]?.birth ?? CitizenID(stored: id).birth, village: claim.village, marks: marks[id] ?? [],
            memberships: memberships[id]?.spans ?? [])
        person.livesByDocument = holders[id] != nil || CitizenID(stored: id).kind != .citizen
        let day = policy.judgedOn(insurance, marks: person.marks, memberships: person.memberships)
        let sheet = policy.sheet(insurance)
        if let obstacle = sheet.obstacle(person, on: day, ageDay: policy.asOf) {
            return .stopped(StoppedClaim.Cause(obstacle, ageDay: policy.asOf))
        }
        let classes = sheet.classes(person.memberships, on: day, in: claim.village)
        if insurance == .pension, let tier = claim.tierFen, let rule = sheet.tierRule(in: claim.village),
            rule.restricted[tier] != nil, !rule.allows(tier, classes)
        {
            return .stopped(StoppedClaim.Cause(tier: tier, rule))
        }
        return .owes(
            policy.share(
                insurance, tierFen: claim.tierFen, classes: classes, village: claim.village,
                age: person.age(on: policy.asOf), isStudent: person.mark(.student, on: day) != nil))
    }
}
