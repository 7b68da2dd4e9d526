import Diagnostics
import Settings
import Storage

/// Names that a plan gives once and uses elsewhere: roles, signals, and the steps that conditions look at.
extension DefinitionCheck {
    func checkRoles() -> [Diagnostic] {
        let names = roles.map(\.id)
        var found: [Diagnostic] = []
        for step in steps {
            guard let task = step.task else { continue }
            var named = [("role", task.role)]
            named += task.checker.map { [("checker", $0)] } ?? []
            named += task.escalations.map { ("escalate", $0.role) }
            named += task.approvals.flatMap { $0.roles.map { ("approvals", $0) } }
            for (key, role) in named where !names.contains(role) {
                found.append(
                    NearName.diagnostic(
                        "plan.unknown-role", ["step": step.id, "role": role], name: role, among: names,
                        titles: roles.map { ($0.title, $0.id) }, at: step.place("task.\(key)")))
            }
        }
        for group in incompatible {
            for role in group.roles where !names.contains(role) {
                found.append(
                    NearName.diagnostic(
                        "plan.incompatible-role", ["role": role], name: role, among: names, at: group.span))
            }
        }
        return found
    }

    func checkSignals() -> [Diagnostic] {
        let names = signals.map(\.id)
        var found: [Diagnostic] = []
        for step in steps {
            for name in step.waitsFor where !names.contains(name) {
                found.append(
                    NearName.diagnostic(
                        "plan.unknown-signal", ["step": step.id, "signal": name], name: name, among: names,
                        at: step.place("waits-for")))
            }
        }
        for signal in signals where !steps.contains(where: { $0.waitsFor.contains(signal.id) }) {
            found.append(Diagnostic(.warning, "plan.unused-signal", ["signal": signal.id], at: signal.span))
        }
        return found
    }

    /// A condition looks at needs only: nothing else is known to be done when the step begins.
    func checkConditions() -> [Diagnostic] {
        var found: [Diagnostic] = []
        for step in steps {
            for output in step.condition?.outputs ?? [] where !step.needs.contains(output.need) {
                let code =
                    steps.contains { $0.id == output.need } ? "plan.condition-no-need" : "plan.condition-unknown"
                let arguments = ["step": step.id, "need": output.need]
                let among = code == "plan.condition-no-need" ? [] : step.needs
                found.append(
                    NearName.diagnostic(code, arguments, name: output.need, among: among, at: step.place("if")))
            }
            // A task without a form gives out its decision; a person's word is needed for any other name.
            for output in step.condition?.outputs ?? [] {
                guard let task = steps.first(where: { $0.id == output.need })?.task else { continue }
                let known = ["decision"] + task.fields.map(\.name)
                if !known.contains(output.name) {
                    found.append(
                        NearName.diagnostic(
                            "plan.condition-field", ["need": output.need, "name": output.name], name: output.name,
                            among: known, at: step.place("if")))
                }
            }
        }
        return found
    }
}
