import Foundation
import Glibc
import Storage
import Synchronization

/// Tells when files in some folders have been written, replaced or removed (inotify(7)).
final class FolderWatch: Sendable {
    private let events: Int32
    /// Written to when the watch is to end.
    private let end: (read: Int32, write: Int32)
    private let watched = Mutex<Set<String>>([])

    /// Editors write a file in several steps; what comes within this time is one change.
    private static let quietMilliseconds: Int32 = 8

    /// - Throws: `FileFailure` when the system gives no watch.
    init() throws {
        events = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard events >= 0 else { throw FileFailure(operation: "watch", path: ".", errno: errno) }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw FileFailure(operation: "watch", path: ".", errno: errno) }
        end = (ends[0], ends[1])
    }

    deinit {
        close(events)
        close(end.read)
        close(end.write)
    }

    /// Watches these folders, too. One that is not there is passed over.
    func add(_ folders: Set<String>) {
        watched.withLock { watched in
            for folder in folders.sorted() where watched.insert(folder).inserted {
                let mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE
                _ = inotify_add_watch(events, folder, UInt32(mask))
            }
        }
    }

    func stop() {
        var byte: UInt8 = 0
        _ = write(end.write, &byte, 1)
    }

    /// Blocks, and calls `changed` with the names of files after each change, until `stop`.
    func run(_ changed: (Set<String>) -> Void) {
        var polls = [
            pollfd(fd: events, events: Int16(POLLIN), revents: 0),
            pollfd(fd: end.read, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            _ = poll(&polls, 2, -1)
            if polls[1].revents != 0 { return }
            guard polls[0].revents != 0 else { continue }
            var names = readNames()
            while poll(&polls, 1, FolderWatch.quietMilliseconds) > 0 { names.formUnion(readNames()) }
            if !names.isEmpty { changed(names) }
        }
    }

    private func readNames() -> Set<String> {
        var names: Set<String> = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(events, &buffer, buffer.count)
            guard count > 0 else { return names }
            buffer.withUnsafeBytes { bytes in
                var offset = 0
                let head = MemoryLayout<inotify_event>.size
                while offset + head <= count {
                    let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    let name = bytes[(offset + head)..<(offset + head + Int(event.len))].prefix { $0 != 0 }
                    names.insert(String(decoding: name, as: UTF8.self))
                    offset += head + Int(event.len)
                }
            }
        }
    }
}
