import Storage

/// Which phases were announced.
struct PhaseProgress {
    private let definition: Definition
    private var begun = 0
    private var done = 0

    init(_ definition: Definition) { self.definition = definition }

    mutating func entered(_ now: Int64, _ tell: (DispatchEvent) -> Void) {
        while begun < definition.phases.count, Instant(definition.phases[begun].days.first).milliseconds <= now {
            if done < begun { finish(tell) }
            let phase = definition.phases[begun]
            tell(
                .phaseStarted(phase, moments: definition.moments.count { definition.steps[$0.step].phase == phase.id }))
            begun += 1
        }
        if done < begun, Instant(definition.phases[begun - 1].days.last, hour: 24).milliseconds <= now { finish(tell) }
    }

    mutating func ended(_ tell: (DispatchEvent) -> Void) {
        if done < begun { finish(tell) }
    }

    private mutating func finish(_ tell: (DispatchEvent) -> Void) {
        tell(.phaseFinished(definition.phases[done]))
        done += 1
    }
}
