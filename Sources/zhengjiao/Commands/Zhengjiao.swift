import ArgumentParser
import Foundation

@main
struct Zhengjiao: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zhengjiao",
        abstract: "征缴：按方案组织城乡居民社会保险费征缴，印制全部文书。",
        discussion: """
            Runs the yearly collection of residents' social insurance by a plan, and prints its paper.
            方案的写法见 docs/plan.md，模板的写法见 docs/templates.md。
            """,
        version: "0.1.0",
        subcommands: [
            MeasureWorkflowCommand.self, MeasureLedgerCommand.self,
        ],
        groupedSubcommands: [
            CommandGroup(
                name: "排版",
                subcommands: [
                    RenderCommand.self, CheckCommand.self, WatchCommand.self, FontsCommand.self,
                ]),
            CommandGroup(
                name: "方案与日历",
                subcommands: [
                    PlanCommand.self, CalendarCommand.self, RehearseCommand.self, ExplainCommand.self,
                ]),
            CommandGroup(
                name: "运行",
                subcommands: [
                    ServeCommand.self, TokenCommand.self, DeliverCommand.self, JournalCommand.self,
                    BackupCommand.self, RestoreCommand.self,
                ]),
            CommandGroup(
                name: "征缴业务",
                subcommands: [
                    RulesCommand.self, OrdersCommand.self, CoverageCommand.self,
                    SubsidiesCommand.self,
                    RosterCommand.self, CopiesCommand.self, SurveyCommand.self, ListsCommand.self, AgentsCommand.self,
                    DaysCommand.self, AppointmentsCommand.self, SealsCommand.self,
                    LedgerCommand.self, ReceiptsCommand.self,
                    RemittanceCommand.self, CounterCommand.self,
                    AccountsCommand.self, UnitsCommand.self, DeclarationsCommand.self,
                    DeductionsCommand.self,
                    AuditCommand.self, RefundCommand.self,
                    ReconcileCommand.self, ExchangeCommand.self, SourcesCommand.self,
                    HandoverCommand.self, ArchiveCommand.self,
                    EmployersCommand.self,
                    PublicityCommand.self, PublishCommand.self, MetricsCommand.self, AssessCommand.self,
                    HonoursCommand.self,
                    PersonCommand.self, HouseholdCommand.self, BureauCommand.self, OfficerCommand.self,
                ]),
            CommandGroup(
                name: "经办与审核",
                subcommands: [
                    StatusCommand.self, TasksCommand.self, DecideCommand.self, ApproveCommand.self,
                    SendBackCommand.self, TakeCommand.self, ReassignCommand.self, DelegateCommand.self,
                    DelegationsCommand.self, RevokeCommand.self,
                ]),
            CommandGroup(
                name: "调度",
                subcommands: [
                    RetryCommand.self, PutAsideCommand.self, HoldCommand.self, ReleaseCommand.self, CancelCommand.self,
                    PauseCommand.self, ResumeCommand.self, SignalCommand.self,
                ]),
            CommandGroup(
                name: "投递",
                subcommands: [
                    DeliveriesCommand.self, ResendCommand.self, ConfirmCommand.self,
                ]),
        ])

    /// Parses and runs; what is wrong with the command line is told in the language of the locale.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var concurrent = command as? any AsyncParsableCommand {
                try await concurrent.run()
            } else {
                try command.run()
            }
        } catch { ParserWords.exit(error) }
    }
}
