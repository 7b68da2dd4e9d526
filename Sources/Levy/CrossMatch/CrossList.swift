import Diagnostics
import Storage

/// One list that another office sends again and again, to be compared with what the campaign knows (定期比对).
package struct CrossList: Hashable, Sendable {
    /// What being on the list says of a person.
    package enum Meaning: Hashable, Sendable {
        case specialClass(SpecialClass)
        /// Another scheme, a school, a register.
        case mark(PersonMark.Kind)

        /// As papers name it; also its key in the books.
        package var chinese: String {
            switch self {
            case .specialClass(let name): name.rawValue
            case .mark(let kind): kind.chinese
            }
        }
    }

    /// By what a row is taken for a person.
    package enum Key: String, Sendable, CaseIterable {
        /// The number; a name written otherwise is told, another person's name is a question.
        case number
        /// Number and name: also a name that is written otherwise is a question.
        case numberName = "number-name"
        /// A row without a number that counts is looked for by name and village. It is a question, never an answer.
        case nameVillage = "name-village"
    }

    package let office: String
    package let meaning: Meaning
    /// The folder of its files, and what their names begin with.
    package let folder: String
    package let prefix: String
    package let keys: Set<Key>

    package init(office: String, meaning: Meaning, folder: String, prefix: String, keys: Set<Key>) {
        self.office = office
        self.meaning = meaning
        self.folder = folder
        self.prefix = prefix
        self.keys = keys
    }

    /// The newest file that had come by a day: the last by the day in its name (`20191105` or `2019-11-05`), and of
    /// those without a day, which are older than all others, the last by name. Nil when none has come.
    /// - Parameter root: the folder of the bureaus' files, in which the list's own lies.
    /// - throws: `Rejection` when the file or the folder cannot be read; a folder that is not there is empty.
    package func newest(in root: String, through day: CivilDate) throws -> SourceFile? {
        let folder = self.folder.hasPrefix("/") ? self.folder : root + "/" + self.folder
        let names = try PaymentFolder.names(in: folder, ending: [".csv", ".xlsx"], mayBeMissing: true)
        let dated = names.filter { $0.hasPrefix(prefix) }.map { (name: $0, day: CrossList.day(in: $0)) }
        let came = dated.filter { $0.day.map { $0 <= day } ?? true }
        let last = came.max { left, right in
            let (one, other) = (left.day?.daysSinceEpoch ?? Int.min, right.day?.daysSinceEpoch ?? Int.min)
            return (one, left.name) < (other, right.name)
        }
        return try last.map { try SourceFile(path: folder + "/" + $0.name) }
    }

    /// The first day that a file's name tells.
    static func day(in name: String) -> CivilDate? {
        let digits = Array(name.utf8)
        for start in digits.indices {
            for length in [8, 10] where start + length <= digits.count {
                let text = String(decoding: digits[start..<(start + length)], as: UTF8.self)
                if let day = length == 8 ? CivilDate(compact: text) : CivilDate(iso: text) { return day }
            }
        }
        return nil
    }
}
