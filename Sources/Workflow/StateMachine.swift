/// The machines of occurrences, steps, tasks and deliveries: for each state and event the state that follows, or nil
/// where the event cannot happen. `docs/state-machine.md` shows the same tables; a test keeps the two equal.
package protocol StateMachine: RawRepresentable, CaseIterable, Sendable where RawValue == String {
    associatedtype Event: RawRepresentable, CaseIterable, Sendable where Event.RawValue == String
    static var transitions: [(from: Self, event: Event, to: Self)] { get }
}

extension StateMachine where Self: Equatable, Event: Equatable {
    package func after(_ event: Event) -> Self? {
        Self.transitions.first { $0.from == self && $0.event == event }?.to
    }
}

/// A planned moment of a step.
package enum OccurrenceState: String, StateMachine {
    case waiting, paused, running, succeeded, failed, held, skipped, merged, expired, cancelled

    package enum Event: String, CaseIterable, Sendable {
        /// Its needs have succeeded: the items are written.
        case start
        /// Every item is done.
        case finish
        /// What is left of it needs a person.
        case fail
        /// An item is tried again, by a person's word.
        case retry
        /// A person lets a held moment run.
        case release
        /// A person, or the engine where it cannot know, lets a moment wait for a person.
        case hold
        /// Its condition does not hold.
        case skip
        /// Its phase goes on after a pause.
        case resume
        /// Its phase goes on after a pause, and a newer moment stands for it.
        case merge
        /// A need of it has expired, or its phase goes on after a pause and its policy is to expire.
        case expire
        case cancel
    }

    package static let transitions: [(from: OccurrenceState, event: Event, to: OccurrenceState)] = [
        (.waiting, .start, .running),
        (.waiting, .skip, .skipped),
        (.waiting, .hold, .held),
        (.waiting, .expire, .expired),
        (.waiting, .cancel, .cancelled),
        (.paused, .resume, .waiting),
        (.paused, .merge, .merged),
        (.paused, .expire, .expired),
        (.paused, .hold, .held),
        (.paused, .cancel, .cancelled),
        (.running, .finish, .succeeded),
        (.running, .fail, .failed),
        (.running, .cancel, .cancelled),
        (.failed, .retry, .running),
        (.failed, .cancel, .cancelled),
        (.held, .release, .waiting),
        (.held, .cancel, .cancelled),
    ]

    /// Whether nothing more happens to it.
    package var isFinal: Bool {
        switch self {
        case .succeeded, .skipped, .merged, .expired, .cancelled: true
        case .waiting, .paused, .running, .failed, .held: false
        }
    }
}

/// One piece of work: a step's occurrence for one item.
package enum StepState: String, StateMachine {
    case pending, claimed, retrying, succeeded, dead, held, cancelled

    package enum Event: String, CaseIterable, Sendable {
        /// A worker takes it, with a lease and a new fence.
        case claim
        case succeed
        /// It failed and is tried again later.
        case fail
        /// It failed for the last time allowed.
        case exhaust
        /// The input is wrong: trying again would not help.
        case reject
        /// It asks to be called again later; this is no failure.
        case snooze
        /// The lease ran out, or its process is gone.
        case lose
        /// It is kept for a person: by a person's word, or because a lost history may already have done it.
        case hold
        /// A person has it tried again.
        case retry
        case cancel
    }

    package static let transitions: [(from: StepState, event: Event, to: StepState)] = [
        (.pending, .claim, .claimed),
        (.pending, .hold, .held),
        (.pending, .cancel, .cancelled),
        (.claimed, .succeed, .succeeded),
        (.claimed, .fail, .retrying),
        (.claimed, .exhaust, .dead),
        (.claimed, .reject, .held),
        (.claimed, .snooze, .pending),
        (.claimed, .lose, .pending),
        (.claimed, .hold, .held),
        (.claimed, .cancel, .cancelled),
        (.retrying, .claim, .claimed),
        (.retrying, .hold, .held),
        (.retrying, .cancel, .cancelled),
        (.dead, .retry, .pending),
        (.dead, .cancel, .cancelled),
        (.held, .retry, .pending),
        (.held, .cancel, .cancelled),
    ]
}

/// Work of a person.
package enum TaskState: String, StateMachine {
    case open, decided, approved, returned, cancelled

    package enum Event: String, CaseIterable, Sendable {
        /// The maker decides.
        case decide
        /// One of several who must agree agrees; others are still wanted.
        case sign
        /// The checker, another person, agrees; of several the last.
        case approve
        /// The checker sends it back.
        case sendBack = "send-back"
        case cancel
    }

    package static let transitions: [(from: TaskState, event: Event, to: TaskState)] = [
        (.open, .decide, .decided),
        (.open, .cancel, .cancelled),
        (.decided, .sign, .decided),
        (.decided, .approve, .approved),
        (.decided, .sendBack, .returned),
        (.decided, .cancel, .cancelled),
        (.returned, .decide, .decided),
        (.returned, .cancel, .cancelled),
    ]
}

/// Something that leaves the system.
package enum DeliveryState: String, StateMachine {
    case queued, sending, sent, acknowledged, unknown, failed

    package enum Event: String, CaseIterable, Sendable {
        case send
        /// The other side took it.
        case accept
        /// The other side confirmed that it arrived.
        case acknowledge
        /// It surely did not go out; tried again later.
        case postpone
        /// The other side refused it for good.
        case refuse
        /// It may or may not have gone out.
        case lose
        /// The other side was asked: nothing is decided yet, or it cannot be told.
        case watch
        /// The other side was asked: it has what may or may not have gone out.
        case find
        /// A person has it sent again.
        case resend
        /// A person found that it had gone out.
        case confirm
    }

    package static let transitions: [(from: DeliveryState, event: Event, to: DeliveryState)] = [
        (.queued, .send, .sending),
        (.queued, .lose, .unknown),
        (.sending, .accept, .sent),
        (.sending, .acknowledge, .acknowledged),
        (.sending, .postpone, .queued),
        (.sending, .refuse, .failed),
        (.sending, .lose, .unknown),
        (.sent, .acknowledge, .acknowledged),
        (.sent, .watch, .sent),
        (.sent, .refuse, .failed),
        (.sent, .lose, .unknown),
        (.unknown, .find, .sent),
        (.unknown, .watch, .unknown),
        (.unknown, .acknowledge, .acknowledged),
        (.unknown, .refuse, .failed),
        (.unknown, .resend, .queued),
        (.unknown, .confirm, .sent),
        (.failed, .resend, .queued),
    ]
}
