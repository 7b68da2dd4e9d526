import Diagnostics
import Foundation
import Storage
import Workflow

/// What commands that act beside the daemon know of now and here.
enum OfficeDay {
    static var now: Instant { Instant(milliseconds: World.live.now()) }
    static var today: CivilDate { now.date }

    /// The working days that dates are reckoned by: those of the country without another file.
    static func calendar(_ path: String?) throws(Rejection) -> WorkingCalendar {
        try WorkingCalendar.load(path: path ?? Installation.home + "/workflows/calendars/china.csv")
    }

    /// - Throws: `Rejection` `command.file-unreadable`.
    static func bytes(of file: String) throws(Rejection) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Rejection("command.file-unreadable", ["file": file])
        }
        return [UInt8](data)
    }
}
