import ArgumentParser
import Console
import Diagnostics
import Foundation

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "在浏览器里预览模板；模板、样式、数据、图片一改就更新。",
        discussion: """
            只在本机（127.0.0.1）服务，Ctrl-C 结束。错误连同出错的那一行显示在页面上。

            zhengjiao watch notice.html --data notice.json
            """)

    @Argument(help: "模板（HTML）") var template: String
    @Option(help: "数据：JSON、CSV、XLSX") var data: String?
    @Option(help: "数据里有许多条记录时，看第几条") var record = 1
    @Option(help: "端口；不写就用一个空闲的") var port = 0
    @Option(help: "字体目录") var fonts: String?

    func validate() throws {
        if !(0...65_535).contains(port) {
            throw ValidationError(zh: "--port 在 0 到 65535 之间。", en: "--port is between 0 and 65535.")
        }
        if record < 1 { throw ValidationError(zh: "--record 从 1 数起。", en: "--record counts from 1.") }
        if data == "-" {
            throw ValidationError(
                zh: "watch 不能从标准输入读数据：文件改了才能再读。",
                en: "watch takes no standard input: it reads the file again when it changes.")
        }
    }

    func run() async throws {
        try await Failures.reporting {
            // What will never be there is said at once; what is wrong inside can be put right while it is watched.
            if !FileManager.default.fileExists(atPath: template) {
                throw Rejection("template.unreadable", ["file": template])
            }
            _ = try data.map(DataFile.init)
            let room = PressRoom(
                fonts: try Installation.fontCatalog(override: fonts),
                templates: TemplateShelf(filters: DomainFilters.all))
            let preview = Preview(template: template, data: data, record: record, room: room)
            if let words = preview.update().words { Failures.write(words) }
            let watch = try FolderWatch()
            watch.add(preview.folders)
            let thread = Thread { WatchCommand.follow(watch, preview) }
            // Boxes in boxes are laid out by functions that call themselves.
            thread.stackSize = 16 << 20
            thread.start()
            // The server's own remarks on coming and going are not for the author of a template.
            setenv("LOG_LEVEL", "error", 0)
            let language = Failures.language
            let server = PreviewServer(
                port: port,
                source: PreviewServer.Source(
                    page: { PreviewPage.html(language: language) }, state: { try preview.shown() },
                    picture: { try preview.picture($0, $1) }, changes: { preview.changes() }))
            defer {
                watch.stop()
                preview.end()
            }
            let template = template
            try await server.serve { port in
                Failures.write(
                    say("watch.running", ["file": template, "url": "http://127.0.0.1:\(port)/"]))
            }
        }
    }

    private static func follow(_ watch: FolderWatch, _ preview: Preview) {
        watch.run { names in
            guard names.contains(where: preview.depends) else { return }
            let start = ContinuousClock.now
            let (words, isRefused) = preview.update()
            let milliseconds = Int(start.duration(to: .now) / .milliseconds(1))
            watch.add(preview.folders)
            if let words { Failures.write(words) }
            Failures.write(
                say(
                    isRefused ? "watch.refused" : "watch.updated",
                    ["file": names.sorted().joined(separator: ", "), "milliseconds": "\(milliseconds)"]))
        }
    }
}
