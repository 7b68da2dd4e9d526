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
            RehearseCommand.self,
            ServeCommand.self,
            ExplainCommand.self,
            JournalCommand.self,
            PlanCommand.self,
            CalendarCommand.self,
            RenderCommand.self,
            CheckCommand.self,
            WatchCommand.self,
            FontsCommand.self,
            DeliverCommand.self,
            TokenCommand.self,
            BackupCommand.self,
            RestoreCommand.self,
            StatusCommand.self,
            TasksCommand.self,
            DecideCommand.self,
            ApproveCommand.self,
            SendBackCommand.self,
            RetryCommand.self,
            HoldCommand.self,
            PauseCommand.self,
            ResumeCommand.self,
            SignalCommand.self,
            DelegateCommand.self,
            ReassignCommand.self,
            ReleaseCommand.self,
            CancelCommand.self,
            DeliveriesCommand.self,
            ResendCommand.self,
            ConfirmCommand.self,
            MeasureWorkflowCommand.self,
        ])
}
