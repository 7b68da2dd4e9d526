import ArgumentParser
import Diagnostics
import Foundation
import Storage
import Templates
import Typesetting

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "把一个模板和一条记录排成 PDF、PNG 或版面清单。",
        discussion: "没有数据说明（.fields）的 HTML 文件不需要 --data。输出格式由 -o 的扩展名决定：.pdf、.png、.frames。")

    @Argument(help: "模板（HTML）") var template: String
    @Option(help: "记录（JSON）") var data: String?
    @Option(name: .shortAndLong, help: "输出文件") var output: String
    @Option(help: "PNG 取第几页") var page = 1
    @Option(help: "PNG 的分辨率") var dpi = 144
    @Option(help: "字体目录") var fonts: String?
    @Option(help: "写进 PDF 的日期，ISO 8601") var created = "2019-10-20T09:00:00+08:00"

    func run() async throws {
        try await Failures.reporting {
            let room = PressRoom(
                fonts: try Installation.fontCatalog(override: fonts),
                templates: TemplateShelf(filters: DomainFilters.all))
            let form = try room.templates.template(template)
            let record = try data.map { try Record(json: TextFile.read($0), fields: form.fields) } ?? [:]
            let document = try form.fill(record, subject: data)
            let pages = try room.pages(document)
            let bytes: [UInt8]
            switch URL(fileURLWithPath: output).pathExtension.lowercased() {
            case "png":
                guard pages.indices.contains(page - 1) else {
                    throw Rejection("command.no-such-page", ["page": "\(page)", "pages": "\(pages.count)"])
                }
                bytes = try room.png(pages[page - 1], dotsPerInch: dpi)
            case "frames": bytes = Array(FrameDump.text(pages).utf8)
            case "pdf":
                bytes = try room.pdf(
                    template, record, subject: data ?? template, author: form.author(record) ?? "", created: created
                ).bytes
            default: throw Rejection("command.output-format", ["file": output])
            }
            _ = try DurableFile.write(bytes, to: output)
            Failures.write("\(output)：\(pages.count) 页")
        }
    }
}
