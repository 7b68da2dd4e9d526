/// Whether a selector matches an element of a template, as far as that can be said before the template is filled.
indirect enum SelectorAnswer: Hashable {
    case no, yes
    /// It depends on data in a way that cannot be followed.
    case unknown
    /// As the place among the siblings that are put out.
    case test(PositionTest)
    case not(SelectorAnswer)
    case both(SelectorAnswer, SelectorAnswer)
    case either(SelectorAnswer, SelectorAnswer)

    init(_ value: Bool) { self = value ? .yes : .no }

    var negated: SelectorAnswer {
        switch self {
        case .no: .yes
        case .yes: .no
        case .unknown: .unknown
        case .not(let answer): answer
        default: .not(self)
        }
    }

    static func && (a: SelectorAnswer, b: @autoclosure () -> SelectorAnswer) -> SelectorAnswer {
        if a == .no { return .no }
        let b = b()
        if b == .no || a == .yes { return b }
        if b == .yes { return a }
        return a == .unknown || b == .unknown ? .unknown : .both(a, b)
    }

    static func || (a: SelectorAnswer, b: @autoclosure () -> SelectorAnswer) -> SelectorAnswer {
        if a == .yes { return .yes }
        let b = b()
        if b == .yes || a == .no { return b }
        if b == .no { return a }
        return a == .unknown || b == .unknown ? .unknown : .either(a, b)
    }

    /// All tests in it, from left to right, perhaps more than once.
    var tests: [PositionTest] {
        switch self {
        case .no, .yes, .unknown: []
        case .test(let test): [test]
        case .not(let answer): answer.tests
        case .both(let a, let b), .either(let a, let b): a.tests + b.tests
        }
    }

    /// The answer when the tests are decided.
    func holds(_ decide: (PositionTest) -> Bool) -> Bool {
        switch self {
        case .no, .unknown: false
        case .yes: true
        case .test(let test): decide(test)
        case .not(let answer): !answer.holds(decide)
        case .both(let a, let b): a.holds(decide) && b.holds(decide)
        case .either(let a, let b): a.holds(decide) || b.holds(decide)
        }
    }
}

/// A question about the place of one element of a template that data repeats, moves or leaves out.
package struct PositionTest: Hashable, Sendable {
    let element: ObjectIdentifier
    let position: Selector.Position

    /// Whether only siblings of the same name count.
    package var ofType: Bool { position.ofType }
    /// Whether siblings are counted from the last.
    package var fromEnd: Bool { position.fromEnd }

    /// Whether it holds for the element put out at this place, counted from 1 as the test counts.
    package func holds(_ index: Int) -> Bool { position.holds(index) }
}
