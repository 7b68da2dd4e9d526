import ArgumentParser
import Diagnostics
import Export
import Foundation
import Glibc
import Templates
import Typesetting

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "把模板和数据排成 PDF、PNG 或版面清单：一条记录、一张表、整批记录。",
        discussion: """
            没有数据的 HTML 文件直接打印。数据可以是 JSON、CSV（UTF-8、GB 18030）、XLSX，“-” 是标准输入。
            输出格式由 -o 的扩展名决定：.pdf、.png、.frames；名称里的 {字段} 使每条记录各成一个文件，{#} 是序号。

            zhengjiao render notice.html
            zhengjiao render roster.html --data roster.csv -o roster.pdf
            zhengjiao render receipt.html --data payments.xlsx -o 'out/{payer.name}-{number}.pdf'
            zhengjiao render letter.html --data data.json --each letters --merge -o letters.pdf
            """)

    @Argument(help: "模板（HTML）") var template: String
    @Option(help: "数据：JSON、CSV、XLSX 文件，或 -") var data: String?
    @Option(name: .shortAndLong, help: "输出文件，可含 {字段}；不写就在模板旁边") var output: String?
    @Option(help: "JSON 中哪个列表的每一项是一条记录，如 receipts；CSV、XLSX 写 rows") var each: String?
    @Flag(help: "全部记录合成一个 PDF，每条记录一个书签") var merge = false
    @Flag(help: "接着上次中断处：模板和记录都没有变的文件不再重做") var resume = false
    @Option(help: "PNG 取第几页") var page: Int = 1
    @Option(help: "PNG 的分辨率") var dpi = 144
    @Option(help: "同时排版的线程数") var jobs = ProcessInfo.processInfo.activeProcessorCount
    @Option(help: "PDF 的标题，代替模板的 <title>") var title: String?
    @Flag(help: "PDF 带结构标记（朗读软件用）") var tagged = false
    @Flag(help: "PDF 线性化（网页上先显示第一页）") var linearize = false
    @Option(help: "打开 PDF 要用的口令") var password: String?
    @Option(help: "修改 PDF 要用的口令") var ownerPassword: String?
    @Option(help: "字体目录") var fonts: String?
    @Option(help: "写进 PDF 的日期，ISO 8601") var created = "2019-10-20T09:00:00+08:00"

    func validate() throws {
        if page < 1 { throw ValidationError(zh: "--page 从 1 数起。", en: "--page counts from 1.") }
        if !(18...2_400).contains(dpi) {
            throw ValidationError(zh: "--dpi 在 18 到 2400 之间。", en: "--dpi is between 18 and 2400.")
        }
        if !(1...256).contains(jobs) {
            throw ValidationError(zh: "--jobs 在 1 到 256 之间。", en: "--jobs is between 1 and 256.")
        }
        if data == nil, each != nil || merge {
            throw ValidationError(zh: "--each 和 --merge 要有 --data。", en: "--each and --merge take --data.")
        }
        if password == "" || ownerPassword == "" {
            throw ValidationError(zh: "口令不能是空的。", en: "A password cannot be empty.")
        }
        if each?.isEmpty == true {
            throw ValidationError(zh: "--each 要写列表的名称，如 receipts。", en: "--each names a list, as receipts.")
        }
    }

    // The main thread has the most stack and the quickest memory.
    @MainActor func run() async throws {
        try await Failures.reporting {
            let pattern = try OutputPattern(output ?? beside(template))
            let room = PressRoom(
                fonts: try Installation.fontCatalog(override: fonts),
                templates: TemplateShelf(filters: DomainFilters.all), tagged: tagged)
            // It lives as long as the program: taking its remembered texts apart would take a fiftieth of a run.
            _ = Unmanaged.passRetained(room)
            let file = try data.map(DataFile.init)
            let isEach = pattern.isPerRecord || merge || each != nil
            let taking: RunData.Taking = isEach ? .each(eachPath) : .whole
            let form = try Template.compile(
                path: template, inferred: try inferred(file, taking), filters: DomainFilters.all)
            try MaskingFile.installed().check(form)
            let data = try RunData(file, fields: form.fields, taking: taking)
            try check(pattern, form, data)
            let run = RenderRun(
                order: RenderOrder(
                    pattern: pattern, picture: PagePicture(page: page, dotsPerInch: dpi), created: created,
                    title: title, pdf: options, jobs: jobs, resumes: resume,
                    sources: [Installation.fontList(override: fonts)]),
                template: form, data: data, room: room)
            guard pattern.isPerRecord || merge else {
                let pages = try run.printOne()
                Failures.write(say("render.written", ["file": pattern.text, "pages": "\(pages)"]))
                return
            }
            let progress = RenderProgress(isTerminal: isatty(2) == 1)
            let tally = try merge ? run.printMerged(progress) : run.printEach(progress)
            try finish(tally, progress, pattern)
        }
    }

    /// The template's own mistakes come before those of its data.
    private func inferred(_ file: DataFile?, _ taking: RunData.Taking) throws -> Fields? {
        guard FileManager.default.fileExists(atPath: template) else { return nil }
        return try InferredFields.of(file, beside: template, taking: taking)
    }

    private var options: PDFOptions {
        var options = PDFOptions(isTagged: tagged, isLinearized: linearize)
        if let any = ownerPassword ?? password {
            options.encryption = PDFEncryption(password: password ?? "", ownerPassword: any)
        }
        return options
    }

    private func beside(_ template: String) -> String {
        (template as NSString).deletingPathExtension + ".pdf"
    }

    private var eachPath: [String] {
        guard let each, each != "." else { return [] }
        return each.split(separator: ".").map(String.init)
    }

    /// What command line, template and data say together.
    private func check(_ pattern: OutputPattern, _ form: Template, _ data: RunData) throws {
        if pattern.isPerRecord, merge { throw Rejection("render.merge-and-names", ["pattern": pattern.text]) }
        if merge, pattern.format != .pdf { throw Rejection("render.merge-format", ["file": pattern.text]) }
        if resume, !pattern.isPerRecord { throw Rejection("render.resume-one") }
        if pattern.isPerRecord, self.data == nil {
            throw Rejection("render.names-without-data", ["pattern": pattern.text])
        }
        if self.data == nil, form.fields.members.values.contains(where: { !$0.isOptional }) {
            throw Rejection("data.wanted", ["file": template])
        }
        if data.isList, !pattern.isPerRecord, !merge {
            throw Rejection("render.many-records", ["file": self.data ?? "", "pattern": pattern.text])
        }
        try pattern.check(form.fields)
    }

    private func finish(_ tally: RenderRun.Tally, _ progress: RenderProgress, _ pattern: OutputPattern) throws {
        let tenths = Int((progress.seconds * 10).rounded())
        let rate = Int(Double(tally.files + tally.failures) / max(0.001, progress.seconds))
        var facts = [
            "files": "\(tally.files)", "pages": "\(tally.pages)", "kept": "\(tally.kept)",
            "failures": "\(tally.failures)", "seconds": "\(tenths / 10).\(tenths % 10)", "rate": "\(rate)",
        ]
        facts["where"] = merge ? pattern.text : pattern.root
        Failures.write(say(merge ? "render.merged" : "render.files", facts))
        if tally.kept > 0 { Failures.write(say("render.kept", facts)) }
        if tally.failures > 0 { Failures.write(say("render.failures", facts)) }
        if let signal = tally.signal {
            Failures.show(Rejection(merge ? "render.interrupted-merge" : "render.interrupted", facts))
            throw ExitCode.interrupted(by: signal)
        }
        if tally.failures > 0 { throw ExitCode.wrongInput }
    }
}
