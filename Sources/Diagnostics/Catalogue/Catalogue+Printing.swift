extension Catalogue {
    static let printing: [String: Wording] = [
        "printer.uri": Wording(
            zh: "“{uri}”不是打印机的地址。", en: "“{uri}” is no address of a printer",
            hintZh: "如 ipp://10.0.0.8/ipp/print，或 ipp://localhost/printers/队列名",
            hintEn: "for example ipp://10.0.0.8/ipp/print or ipp://localhost/printers/name"),
        "printer.unreachable": Wording(zh: "连不上打印机 {uri}：{reason}", en: "{uri} could not be reached: {reason}"),
        "printer.answer": Wording(zh: "打印机 {uri} 没有好好答复：{reason}", en: "{uri} gave no proper answer: {reason}"),
        "printer.order": Wording(zh: "打印任务 {key} 读不出来：{reason}", en: "the print order {key} cannot be read: {reason}"),
        "printer.file": Wording(zh: "要打印的文件 {file} 打不开：{reason}", en: "{file} cannot be opened for printing: {reason}"),
        "printer.file-changed": Wording(
            zh: "要打印的文件已不是签发时的那一份（{sha256}），没有打印。",
            en: "the file is not the one that was issued ({sha256}); nothing was printed"),
        "printer.no-pdf": Wording(
            zh: "打印机 {printer} 不认 PDF。", en: "{printer} does not take PDF",
            hintZh: "它认：{known}；请通过 CUPS 队列打印", hintEn: "it takes {known}; print through a CUPS queue"),
        "printer.cannot": Wording(
            zh: "打印机 {printer} 做不到 {option}: {value}。", en: "{printer} cannot do {option}: {value}",
            hintZh: "它能做：{known}", hintEn: "it can do: {known}"),
        "printer.not-accepting": Wording(
            zh: "打印机 {uri} 暂不接收任务", en: "{uri} takes no jobs now"),
        "printer.busy": Wording(zh: "打印机 {uri} 没空（{status}）：{words}", en: "{uri} is busy ({status}): {words}"),
        "printer.refused": Wording(
            zh: "打印机 {uri} 没有接收（{status}）：{words}", en: "{uri} did not take the job ({status}): {words}"),
        "printer.unsupported": Wording(
            zh: "打印机 {uri} 做不到 {options}（{status}）", en: "{uri} cannot do {options} ({status})"),
        "printer.interrupted": Wording(
            zh: "送打印机 {uri} 时中断，可能已开始打印：{reason}",
            en: "the connection to {uri} broke while printing, which may have begun: {reason}",
            hintZh: "请到打印机旁看一看，再决定补记或重打", hintEn: "look at the printer, then confirm or resend"),
        "printer.broken-off": Wording(
            zh: "送打印机 {uri} 时中断，文书没有送到，什么也没有印：{reason}",
            en: "the connection to {uri} broke before the document had arrived; nothing was printed: {reason}"),
        "printer.no-document": Wording(
            zh: "打印任务 {job} 没有等到文书，已撤回，什么也没有印", en: "job {job} never got its document and was taken back",
            hintZh: "可以重发", hintEn: "it can be sent again"),
        "printer.job-gone": Wording(
            zh: "打印机 {uri} 上没有任务“{name}”，印没印出来不知道",
            en: "{uri} has no job “{name}”; whether it was printed is not known"),
        "printer.cancelled": Wording(
            zh: "打印任务 {job} 被取消，已印 {pages} 面（{reasons}）",
            en: "job {job} was cancelled after {pages} pages ({reasons})"),
        "printer.aborted": Wording(
            zh: "打印任务 {job} 中止，已印 {pages} 面（{reasons}）", en: "job {job} was aborted after {pages} pages ({reasons})"),
        "printer.held": Wording(zh: "打印任务 {job} 被挂起（{reasons}）", en: "job {job} is held ({reasons})"),
        "printer.stopped": Wording(zh: "打印任务 {job} 停着（{reasons}）", en: "job {job} is stopped ({reasons})"),
        "printer.reason": Wording(zh: "打印机说：{reason}", en: "the printer says {reason}"),
        "printer.reason.media-needed": Wording(zh: "要加纸（{reason}）", en: "paper is needed ({reason})"),
        "printer.reason.media-jam": Wording(zh: "卡纸（{reason}）", en: "paper jam ({reason})"),
        "printer.reason.media-empty": Wording(zh: "缺纸（{reason}）", en: "out of paper ({reason})"),
        "printer.reason.media-low": Wording(zh: "纸快用完（{reason}）", en: "paper is low ({reason})"),
        "printer.reason.toner-empty": Wording(zh: "墨粉用完（{reason}）", en: "out of toner ({reason})"),
        "printer.reason.toner-low": Wording(zh: "墨粉不足（{reason}）", en: "toner is low ({reason})"),
        "printer.reason.marker-supply-empty": Wording(zh: "墨用完（{reason}）", en: "out of ink ({reason})"),
        "printer.reason.marker-supply-low": Wording(zh: "墨不足（{reason}）", en: "ink is low ({reason})"),
        "printer.reason.marker-waste-full": Wording(zh: "废粉盒满（{reason}）", en: "the waste box is full ({reason})"),
        "printer.reason.cover-open": Wording(zh: "盖子开着（{reason}）", en: "a cover is open ({reason})"),
        "printer.reason.door-open": Wording(zh: "门开着（{reason}）", en: "a door is open ({reason})"),
        "printer.reason.interlock-open": Wording(zh: "机盖没有扣好（{reason}）", en: "an interlock is open ({reason})"),
        "printer.reason.input-tray-missing": Wording(zh: "纸盒不在（{reason}）", en: "an input tray is missing ({reason})"),
        "printer.reason.output-tray-missing": Wording(
            zh: "出纸盘不在（{reason}）", en: "an output tray is missing ({reason})"),
        "printer.reason.output-area-full": Wording(zh: "出纸盘满（{reason}）", en: "the output tray is full ({reason})"),
        "printer.reason.paused": Wording(zh: "打印机已暂停（{reason}）", en: "the printer is paused ({reason})"),
        "printer.reason.moving-to-paused": Wording(zh: "打印机正要暂停（{reason}）", en: "the printer is pausing ({reason})"),
        "printer.reason.shutdown": Wording(zh: "打印机正在关机（{reason}）", en: "the printer is shutting down ({reason})"),
        "printer.reason.offline": Wording(zh: "打印机不在线（{reason}）", en: "the printer is offline ({reason})"),
        "printer.reason.timed-out": Wording(zh: "打印机没有反应（{reason}）", en: "the printer does not react ({reason})"),
        "printer.reason.connecting-to-device": Wording(
            zh: "正在连接打印机（{reason}）", en: "connecting to the printer ({reason})"),
        "printer.reason.spool-area-full": Wording(zh: "打印机存储已满（{reason}）", en: "the spool area is full ({reason})"),
        "printer.reason.fuser-over-temp": Wording(zh: "定影器过热（{reason}）", en: "the fuser is too hot ({reason})"),
        "printer.reason.developer-empty": Wording(zh: "显影剂用完（{reason}）", en: "out of developer ({reason})"),
    ]
}
