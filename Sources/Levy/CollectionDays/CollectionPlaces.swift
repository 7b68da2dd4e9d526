import Diagnostics
import Storage

package enum CollectionPlaces {
    /// Those of the last table, in its order.
    package static func current(in transaction: Transaction) throws -> [CollectionPlace] {
        try CollectionStore.places(in: transaction)
    }

    /// - throws: `Rejection` `days.place`.
    package static func place(_ code: String, in transaction: Transaction) throws -> CollectionPlace {
        guard let place = try current(in: transaction).first(where: { $0.code == code }) else {
            throw Rejection("days.place", ["place": code])
        }
        return place
    }

    private static let shape = TableShape(
        required: [.placeCode, .placeName, .channel, .placeServes, .counters, .perHour],
        optional: [
            .serial, .remark, .address, .phone, .morningHours, .afternoonHours, .appointmentCounters, .greenPercent,
            .slotMinutes, .elderAge,
        ])

    /// Takes the table of places in, which is the whole table from now on: 场所编号, 场所名称, 渠道, 服务范围 (codes of
    /// towns and villages), 柜台数, 每小时人数, 上午, 下午 (`08:30-11:30`, empty when closed), and for appointments 预约柜台数,
    /// 绿色通道比例 (20), 预约时段 (30 minutes) and 优先年龄 (65).
    /// - Returns: how many places, or nil for the table that counts already.
    /// - throws: `Rejection` with every row that is wrong; then nothing is taken.
    package static func take(
        _ file: SourceFile, by clerk: String, in transaction: Transaction, at now: Instant
    ) throws -> Int? {
        if try CollectionStore.lastPlaceFile(in: transaction) == file.sha256 { return nil }
        let regions = try RegionStore.tree(in: transaction)
        var mistakes = DiagnosticList()
        var places: [CollectionPlace] = []
        try TableReader.read(file, shape) { record in
            guard let place = read(record, file, regions, &mistakes) else { return }
            if places.contains(where: { $0.code == place.code }) {
                mistakes.error("days.place-twice", ["place": place.code], at: record.place.span(file))
            }
            places.append(place)
        }
        try mistakes.throwIfErrors()
        try CollectionStore.add(places, file, by: clerk, at: now, in: transaction)
        return places.count
    }

    private static func read(
        _ record: TableRecord, _ file: SourceFile, _ regions: RegionTree, _ mistakes: inout DiagnosticList
    ) -> CollectionPlace? {
        let span = record.place.span(file)
        var isWhole = true
        func wrong(_ column: ColumnName) {
            mistakes.error(
                "days.cell", ["place": record.place.text, "column": column.head, "text": record[column].text], at: span)
            isWhole = false
        }
        func number(_ column: ColumnName, _ range: ClosedRange<Int>, usual: Int? = nil) -> Int {
            let text = record.text(column).filter { $0 != "%" }
            if text.isEmpty, let usual { return usual }
            guard let number = Int(text), range.contains(number) else {
                wrong(column)
                return 1
            }
            return number
        }
        func words(_ column: ColumnName) -> String {
            let text = record.text(column)
            if text.isEmpty { wrong(column) }
            return text
        }
        var hours: [DayPart: OpeningHours] = [:]
        for (part, column) in [(DayPart.morning, ColumnName.morningHours), (.afternoon, .afternoonHours)] {
            let text = record.text(column)
            if text.isEmpty || ["—", "-", "休", "不开放"].contains(text) { continue }
            hours[part] = OpeningHours(text)
            if hours[part] == nil { wrong(column) }
        }
        if hours.isEmpty { wrong(.morningHours) }
        let serves = record.text(.placeServes).uppercased().split { "、,，;； ".contains($0) }.map(String.init)
        for code in serves where regions[code: code] == nil && regions.village(code) == nil {
            mistakes.error("days.serves", ["place": record.place.text, "code": code], at: span)
        }
        if serves.isEmpty { wrong(.placeServes) }
        let place = CollectionPlace(
            code: words(.placeCode), name: words(.placeName), channel: words(.channel),
            serves: serves.map { regions.current($0) }, counters: number(.counters, 0...500),
            perHour: number(.perHour, 1...1000), hours: hours,
            appointmentCounters: number(.appointmentCounters, 0...500, usual: 0),
            greenPercent: number(.greenPercent, 0...100, usual: 20),
            slotMinutes: number(.slotMinutes, 5...240, usual: 30), elderAge: number(.elderAge, 50...120, usual: 65))
        return isWhole ? place : nil
    }
}
