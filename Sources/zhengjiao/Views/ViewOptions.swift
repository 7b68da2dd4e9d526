import ArgumentParser
import Diagnostics
import Levy
import Storage
import Workflow

/// How a view is given out.
struct ViewOptions: ParsableArguments {
    @Flag(help: "以 JSON 打印") var json = false
    @Option(help: "另印成 PDF 文件") var pdf: String?
    @Option(help: "字体目录") var fonts: String?

    /// - Throws: `ValidationError` for paper of which nobody could say who had it made.
    func require(_ by: String?) throws {
        if pdf != nil, by?.isEmpty ?? true {
            throw ValidationError(zh: "印 PDF 要写 --by（查询人）。", en: "paper says who looked: give --by with --pdf.")
        }
    }

    func show(_ file: ViewFile, by: String) throws {
        let paper = ViewPaper(file: file, by: by, at: OfficeDay.now)
        if let pdf { try paper.write(to: pdf, fonts: fonts) }
        if json { return print(file.json.pretty, terminator: "") }
        for line in paper.lines { print(line) }
    }
}

/// Who looks, and why: without both nobody's data are shown.
struct Looker: ParsableArguments {
    @Option(help: "查询人") var by: String
    @Option(help: "查询事由，记入查询记录") var purpose: String
    @Option(help: "人员表（people.yaml）：只显示查询人负责的地区和人群") var people: String?

    func validate() throws {
        if by.isEmpty || purpose.isEmpty {
            throw ValidationError(zh: "--by 和 --purpose 不能为空。", en: "--by and --purpose must not be empty.")
        }
    }
}
