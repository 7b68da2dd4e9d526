import Diagnostics

/// A function that templates may put behind a value: `{{ due | capitals }}`.
package struct Filter: Sendable {
    package let name: String
    package let input: FieldType
    package let output: FieldType
    let apply: @Sendable (Datum) throws -> Datum

    /// - Parameter apply: gets a datum of the type `input` and returns one of the type `output`. A `Rejection` that it
    ///   throws is shown with the template's place and the record.
    package init(
        _ name: String, _ input: FieldType, to output: FieldType = .text,
        _ apply: @escaping @Sendable (Datum) throws -> Datum
    ) {
        self.name = name
        self.input = input
        self.output = output
        self.apply = apply
    }
}

/// The filters that every template has, besides `or` and `date`, which take an argument.
enum BuiltInFilters {
    static let plain: [Filter] = [
        Filter("yuan", .money) { .text(Amount.grouped($0.integer)) },
        Filter("plain", .money) { .text(Amount.plain($0.integer)) },
        Filter("percent", .percent) { .text(Amount.plain($0.integer)) },
        Filter("number", .integer) { .text(Amount.groups($0.integer)) },
        Filter("count", .list, to: .integer) { datum in
            if case .list(let rows) = datum { return .integer(rows.count) }
            return datum
        },
    ]

    static let names = ["or", "date"] + plain.map(\.name)
}

extension Datum {
    /// The number in an integer, money or percentage.
    fileprivate var integer: Int {
        switch self {
        case .integer(let value), .money(let value), .percent(let value): value
        default: preconditionFailure("the compiler has checked that \(self) is a number")
        }
    }
}

/// Writes whole numbers of hundredths.
enum Amount {
    /// `1234.50` for 123,450.
    static func plain(_ hundredths: Int) -> String {
        sign(hundredths) + "\(hundredths.magnitude / 100)" + fraction(hundredths)
    }

    /// `1,234.50` for 123,450.
    static func grouped(_ hundredths: Int) -> String {
        sign(hundredths) + grouped(hundredths.magnitude / 100) + fraction(hundredths)
    }

    /// `1,234` for 1,234.
    static func groups(_ number: Int) -> String { sign(number) + grouped(number.magnitude) }

    private static func sign(_ number: Int) -> String { number < 0 ? "-" : "" }

    private static func fraction(_ hundredths: Int) -> String {
        let rest = hundredths.magnitude % 100
        return rest < 10 ? ".0\(rest)" : ".\(rest)"
    }

    private static func grouped(_ number: UInt) -> String {
        let digits = Array(String(number))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
