import ArgumentParser
import Diagnostics
import Workflow

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "检查、推演、改订方案。",
        subcommands: [
            Check.self, SimulateCommand.self, PlanExplainCommand.self, ShiftCommand.self, MigrateCommand.self,
            Schema.self,
        ])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "check", abstract: "像检查源代码一样检查一份方案。")

        @Argument(help: "方案（campaign.yaml）") var plan: String

        func run() async throws {
            try await Failures.reporting {
                let definition = try Definition.load(path: plan)
                let settings = try CampaignSettings(definition.settings, planFolder: PlanFolder.of(plan))
                try StepDelivery.check(definition, settings.delivery)
                try definition.require(handlers: CampaignDesk.handlerNames, lists: CampaignDesk.lists)
                try RehearsalPeople.check(definition)
                if !definition.warnings.isEmpty { Failures.show(Rejection(definition.warnings)) }
                let counts = [
                    "\(definition.phases.count) 个阶段", "\(definition.steps.count) 个步骤",
                    "\(definition.moments.count) 个时点",
                ]
                print("\(definition.title)：" + counts.joined(separator: "，"))
            }
        }
    }

    struct Schema: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "schema", abstract: "写出方案的 JSON Schema，供编辑器提示和检查。",
            discussion: "例：zhengjiao plan schema > workflows/plan.schema.json")

        func run() async throws {
            try await Failures.reporting { print(try PlanSchema.text(), terminator: "") }
        }
    }
}
