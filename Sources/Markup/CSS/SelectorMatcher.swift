/// Matches selectors against elements of a template, whose siblings may be repeated or left out when it is filled.
struct SelectorMatcher {
    /// An element among its siblings.
    struct Place {
        let element: Element
        let siblings: [Element]
        let index: Int
    }

    enum Answer: Equatable {
        case no, yes
        /// It depends on how often an element is put out.
        case depends

        init(_ value: Bool) { self = value ? .yes : .no }

        var negated: Answer { self == .depends ? .depends : self == .yes ? .no : .yes }

        static func && (a: Answer, b: @autoclosure () -> Answer) -> Answer {
            if a == .no { return .no }
            let b = b()
            return b == .no ? .no : a == .depends ? .depends : b
        }
    }

    /// The element's ancestors, the root first, and at the end the element itself.
    let path: [Place]

    func matches(_ selector: Selector) -> Answer {
        guard let place = path.last else { return .no }
        let own = matches(selector.subject, place)
        if own == .no { return .no }
        return own && context(selector.context[...], place, depth: path.count - 1)
    }

    private func context(
        _ context: ArraySlice<(Selector.Combinator, Selector.Compound)>, _ place: Place, depth: Int
    ) -> Answer {
        guard let (combinator, compound) = context.first else { return .yes }
        let rest = context.dropFirst()
        switch combinator {
        case .child:
            guard depth > 0 else { return .no }
            return matches(compound, path[depth - 1])
                && self.context(rest, path[depth - 1], depth: depth - 1)
        case .descendant:
            var answer = Answer.no
            for level in (0..<depth).reversed() {
                let found = matches(compound, path[level]) && self.context(rest, path[level], depth: level)
                if found == .yes { return .yes }
                if found == .depends { answer = .depends }
            }
            return answer
        case .next, .following:
            return siblings(combinator, compound, rest, place, depth: depth)
        }
    }

    /// `A + B` and `A ~ B`: looks at the elements that may stand before, up to one that surely does.
    private func siblings(
        _ combinator: Selector.Combinator, _ compound: Selector.Compound,
        _ rest: ArraySlice<(Selector.Combinator, Selector.Compound)>, _ place: Place, depth: Int
    ) -> Answer {
        var answers: [Answer] = []
        let first = place.element.presence == .repeated ? place.index : place.index - 1
        for index in stride(from: first, through: 0, by: -1) {
            let before = Place(element: place.siblings[index], siblings: place.siblings, index: index)
            let found = matches(compound, before) && context(rest, before, depth: depth)
            let isCertain = before.element.presence == .once
            if combinator == .following {
                if found == .yes && isCertain { return .yes }
                if found != .no { answers.append(.depends) }
            } else {
                answers.append(found)
                if isCertain { break }
            }
        }
        if combinator == .following { return answers.isEmpty ? .no : .depends }
        let mayBeFirst = place.siblings[..<place.index].allSatisfy { $0.presence != .once }
        if mayBeFirst { answers.append(.no) }
        guard let one = answers.first else { return .no }
        return answers.allSatisfy { $0 == one } ? one : .depends
    }

    private func matches(_ compound: Selector.Compound, _ place: Place) -> Answer {
        if let type = compound.type, type != place.element.name { return .no }
        var answer = Answer.yes
        for condition in compound.conditions {
            answer = answer && matches(condition, place)
            if answer == .no { return .no }
        }
        return answer
    }

    private func matches(_ condition: Selector.Condition, _ place: Place) -> Answer {
        let element = place.element
        switch condition {
        case .identifier(let name): return Answer(element.identifier == name)
        case .className(let name): return Answer(element.classes.contains(name))
        case .attribute(let name, let value):
            guard let attribute = element[attribute: name] else { return .no }
            guard let value else { return .yes }
            return attribute.value.text.contains("{{") ? .depends : Answer(attribute.value.text == value)
        case .root: return Answer(place.element === path[0].element)
        case .firstChild: return edge(place, before: place.siblings[..<place.index])
        case .lastChild: return edge(place, before: place.siblings[(place.index + 1)...])
        case .nthChild(let step, let offset): return nth(place, step: step, offset: offset)
        case .not(let inside): return matches(inside, place).negated
        }
    }

    /// Whether nothing stands between the element and the end of its siblings.
    private func edge(_ place: Place, before others: ArraySlice<Element>) -> Answer {
        if others.contains(where: { $0.presence == .once }) { return .no }
        return others.isEmpty && place.element.presence != .repeated ? .yes : .depends
    }

    private func nth(_ place: Place, step: Int, offset: Int) -> Answer {
        if step == 0, offset == 1 { return edge(place, before: place.siblings[..<place.index]) }
        let isCertain =
            place.element.presence != .repeated
            && place.siblings[..<place.index].allSatisfy { $0.presence == .once }
        guard isCertain else { return .depends }
        let distance = place.index + 1 - offset
        return Answer(step == 0 ? distance == 0 : distance % step == 0 && distance / step >= 0)
    }
}
