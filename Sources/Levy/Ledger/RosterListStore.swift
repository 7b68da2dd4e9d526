import Storage

enum RosterListStore {
    /// The persons of a village in the order of the bureaus' rosters, with what they owe there.
    static func rows(village: String, in transaction: Transaction) throws -> [CollectionRosterRow] {
        let found = try transaction.rows(
            """
            SELECT p.citizen_id, p.name, p.special_class, p.household_head, p.phone, o.insurance, o.period,
                o.total_fen, o.state_fen, o.own_fen, s.serial, l.paid_on, l.fen, r.number
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            LEFT JOIN levy_settled s ON s.obligation_id = o.id
            LEFT JOIN levy_payment_lines l ON l.serial = s.serial
            LEFT JOIN levy_receipts r ON r.settlement_id = s.settlement_id
            WHERE o.id IN (SELECT i.id FROM levy_obligations i WHERE i.village = $1
                UNION ALL SELECT i.id FROM intake_village_now n JOIN levy_obligations i ON i.village = n.code
                WHERE n.now = $1
                UNION ALL SELECT i.id FROM intake_person_now m JOIN levy_obligations i ON i.village = m.code
                    AND i.citizen_id = m.citizen_id WHERE m.now = $1)
                AND o.village = $1 ORDER BY p.ordinal, o.insurance
            """, [Value(village)])
        var rows: [CollectionRosterRow] = []
        var index = 0
        while index < found.count {
            let person = found[index]
            let id = person.text("citizen_id")
            var lines: [InsuranceLine] = []
            while index < found.count, found[index].text("citizen_id") == id {
                lines.append(line(found[index]))
                index += 1
            }
            let holder = id.utf8.count == 18 ? nil : try HolderStore.find(id, in: transaction)
            let number = CitizenID(stored: id)
            rows.append(
                CollectionRosterRow(
                    serial: rows.count + 1, name: person.text("name"), citizenID: id,
                    sex: holder.map(\.sex) ?? number.sex,
                    birth: holder?.birth ?? number.birth,
                    specialClass: person.optionalText("special_class").flatMap(SpecialClass.init(rawValue:)),
                    householdHead: person.text("household_head"), phone: person.text("phone"), lines: lines))
        }
        return rows
    }

    private static func line(_ row: Row) -> InsuranceLine {
        InsuranceLine(
            insurance: PaymentStore.insurance(row), period: row.int("period"), totalFen: row.int("total_fen"),
            stateFen: row.int("state_fen"), ownFen: row.int("own_fen"), paidOn: row.optionalDate("paid_on"),
            paidFen: row.optionalInt("fen"), receiptNumber: row.optionalText("number"))
    }

    /// One year, or those of an order in one text.
    static func years(_ row: Row) -> [Int] { row.text("years").split(separator: " ").compactMap { Int($0) }.sorted() }

    static func returnRow(_ row: Row) -> ReturnRow {
        ReturnRow(
            villageCode: row.text("code"), villageName: row.text("village_name"), citizenID: row.text("citizen_id"),
            name: row.text("name"), years: years(row), totalFen: row.int("total_fen"),
            stateFen: row.int("state_fen"), ownFen: row.int("own_fen"), paidOn: row.optionalDate("paid_on"),
            channel: row.optionalText("channel"), receiptNumber: row.optionalText("number"))
    }
}
