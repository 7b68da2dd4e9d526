import Levy
import Storage
import Templates

/// 清册发放签收单: the copies that went to a town's villages, to be signed for, and the old ones that come back with it.
struct CopySheet {
    let town: Region
    let copies: [RosterCopy]
    /// Of the same villages, to be handed in.
    let old: [RosterCopy]
    let regions: RegionTree

    /// A sheet for each town among the copies, in the order of lists.
    static func sheets(_ copies: [RosterCopy], in transaction: Transaction) throws -> [CopySheet] {
        let regions = try RegionTree.stored(in: transaction)
        let old = try RosterCopies.all(in: transaction).filter(\.isToReturn)
        func own(_ copies: [RosterCopy], _ town: Region) -> [RosterCopy] {
            copies.filter { regions.townCode(ofVillage: $0.edition.village) == town.code }
                .sorted { left, right in
                    let places = [left, right].map { regions.position(of: regions.current($0.edition.village)) }
                    return places[0] == places[1] ? left.id < right.id : places[0] < places[1]
                }
        }
        return regions.towns.compactMap { town in
            let sent = own(copies, town)
            return sent.isEmpty
                ? nil : CopySheet(town: town, copies: sent, old: own(old, town), regions: regions)
        }
    }

    func record(_ settings: CampaignSettings, on day: CivilDate) -> Record {
        let rows = copies.enumerated().map { index, copy in
            Record([
                ("serial", .integer(index + 1)), ("code", .text(copy.edition.village)),
                ("name", .text(name(copy))), ("title", .text(copy.edition.title)),
                ("check", .text(copy.edition.check)), ("persons", .integer(copy.edition.persons)),
                ("sum", .money(copy.edition.ownFen)), ("form", .text("\(copy.form.chinese)\(copy.count)份")),
                ("recipient", .text(copy.recipient)), ("sent", .date(copy.sentOn)),
                ("number", .integer(copy.id)), ("signer", .optional(copy.signature?.signer)),
                ("signed", copy.signature.map { .date($0.day) } ?? .missing),
            ])
        }
        let back = old.map { copy in
            Record([
                ("name", .text(name(copy))), ("title", .text(copy.edition.title)),
                ("check", .text(copy.edition.check)), ("form", .text("\(copy.form.chinese)\(copy.count)份")),
                ("recipient", .text(copy.recipient)), ("sent", .date(copy.sentOn)),
            ])
        }
        let total = copies.reduce(into: (persons: 0, fen: 0, copies: 0)) { sums, copy in
            sums = (sums.persons + copy.edition.persons, sums.fen + copy.edition.ownFen, sums.copies + copy.count)
        }
        return Record([
            ("district.name", .text(settings.district)), ("office.name", .text(settings.taxBureau.name)),
            ("town.name", .text(town.name)), ("made", .date(day)), ("rows", .list(rows)),
            ("totals.persons", .integer(total.persons)), ("totals.sum", .money(total.fen)),
            ("totals.count", .integer(total.copies)), ("old", .list(back)),
        ])
    }

    private func name(_ copy: RosterCopy) -> String {
        regions.village(copy.edition.village)?.name ?? copy.edition.village
    }
}
